using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Everything that one step changes: statements, audit events and outgoing messages. <see cref="Database.Commit"/>
/// commits all of it or none of it, in one round trip.
/// </summary>
/// <remarks>
/// Changes of one account, or of one member of the staff, run one after the other (decisions/0008). A change therefore
/// says whose lock it takes: by the way it is made, and with <c>Lock</c> for each further one. An audit event or a
/// message takes the lock of its account.
/// </remarks>
public sealed class Change
{
    private Change(Locks locks, Visitor? visitor) => (Locks, Visitor) = (locks, visitor);

    /// <param name="Lost">Makes the statement a claim: the refusal when it does not touch exactly one row.</param>
    /// <param name="IsPrecondition">The statement is a select, which must find exactly one row.</param>
    internal sealed record Statement(string Sql, object? Arguments, Refusal? Lost = null, bool IsPrecondition = false);

    internal List<Statement> Statements { get; } = [];
    internal List<AuditEvent> Events { get; } = [];
    internal List<(Message Message, IReadOnlyList<SendCount> Counts)> Messages { get; } = [];
    internal Visitor? Visitor { get; }

    internal Locks Locks { get; }

    /// <summary>A change of one account.</summary>
    /// <param name="visitor">Where the request came from, for the audit events; null when the server itself
    /// acts.</param>
    public static Change Of(AccountId account, Visitor? visitor = null) => new(Locks.Of(account), visitor);

    /// <summary>A change of one member of the staff.</summary>
    /// <inheritdoc cref="Of(AccountId, Visitor?)"/>
    public static Change Of(StaffId member, Visitor? visitor = null) => new(Locks.Of(member), visitor);

    /// <summary>
    /// A change of rows that belong to no account and to no member of the staff, for example captchas.
    /// </summary>
    public static Change OfNobody(Visitor? visitor = null) => new(Locks.None, visitor);

    public Change Lock(AccountId account) => Lock(account.Value);

    public Change Lock(StaffId member) => Lock(member.Value);

    /// <summary>A statement that may touch any number of rows.</summary>
    public Change Add(string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments));
        return this;
    }

    /// <summary>
    /// A statement that must touch exactly one row: the database is the referee. When it does not, the change is lost:
    /// nothing of it is committed.
    /// </summary>
    /// <param name="lost">The answer of <see cref="Database.Commit"/> when the claim is lost.</param>
    public Change Claim(Refusal lost, string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments, lost));
        return this;
    }

    /// <summary>
    /// As <see cref="Claim"/>, for a precondition that the change does not write: a select that must find exactly one
    /// row.
    /// </summary>
    /// <remarks>The account's lock keeps the row as it was found until the change commits.</remarks>
    public Change Require(Refusal lost, string sql, object? arguments = null)
    {
        Statements.Add(new(sql, arguments, lost, IsPrecondition: true));
        return this;
    }

    public Change Record(AuditEvent happened)
    {
        Events.Add(happened);
        return Lock(happened.History.Value);
    }

    /// <param name="counts">
    /// Limits that the message is counted against. Over a limit everything else is committed, and the message is not
    /// written.
    /// </param>
    public Change Send(Message message, IReadOnlyList<SendCount>? counts = null)
    {
        Messages.Add((message, counts ?? []));
        return Lock(message.Account);
    }

    private Change Lock(Guid id)
    {
        Locks.And(id);
        return this;
    }
}
