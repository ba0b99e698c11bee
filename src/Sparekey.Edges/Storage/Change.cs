using Sparekey.Core.Audit;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Everything that one step changes: statements, audit events and outgoing messages. It is committed whole by
/// <see cref="Database.Commit"/> or not at all, in one round trip.
/// </summary>
/// <param name="visitor">Where the request came from, for the audit events; null when the server itself acts.</param>
public sealed class Change(Visitor? visitor = null)
{
    internal sealed record Statement(string Sql, object? Arguments, string? Claim, bool Looks = false);

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

    /// <summary>As <see cref="Claim"/>, for what the change needs and does not write: a select that must find exactly one row.</summary>
    /// <remarks>It writes no new version of the row. Changes of the account come one after the other (decisions/0008), so what is found stays until this one is committed.</remarks>
    public Change Require(string name, string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments, name, Looks: true));
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
