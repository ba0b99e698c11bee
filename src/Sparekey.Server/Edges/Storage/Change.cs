using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Server.Edges.Delivery;
using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Edges.Storage;

/// <summary>
/// Everything that one step changes: statements, audit events and outgoing messages. It is committed whole by
/// <see cref="Database.Commit"/> or not at all, in one round trip.
/// </summary>
/// <param name="visitor">Where the request came from, for the audit events; null when the server itself acts.</param>
public sealed class Change(Visitor? visitor = null)
{
    internal sealed record Statement(string Sql, object? Arguments, string? Claim);

    internal List<Statement> Statements { get; } = [];
    internal List<AuditEvent> Events { get; } = [];
    internal List<(Message Message, IReadOnlyList<SendCount> Counts)> Messages { get; } = [];
    internal Visitor? Visitor { get; } = visitor;

    /// <summary>A statement that may touch any number of rows.</summary>
    public Change Add(string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments, null));
        return this;
    }

    /// <summary>A statement that must touch exactly one row: the database is the referee. When it does not, nothing of the change is committed and its name comes back.</summary>
    /// <param name="name">What was lost, for the caller's switch: <c>already_used</c>, <c>moved_on</c>.</param>
    public Change Claim(string name, string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments, name));
        return this;
    }

    public Change Record(AuditEvent happened)
    {
        Events.Add(happened);
        return this;
    }

    /// <param name="counts">Limits that the message is counted against; over one of them everything else is committed and the message is not written.</param>
    public Change Send(Message message, IReadOnlyList<SendCount>? counts = null)
    {
        Messages.Add((message, counts ?? []));
        return this;
    }
}
