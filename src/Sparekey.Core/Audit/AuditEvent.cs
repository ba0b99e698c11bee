using Sparekey.Core.Accounts;

namespace Sparekey.Core.Audit;

/// <summary>
/// Who did it. <c>Owner</c> stands for anybody with the holder's proofs; <c>Stranger</c> for somebody who has proven
/// nothing yet.
/// </summary>
public enum Actor { Stranger, Owner, Staff, Integrator, Server, Operator }

/// <summary>
/// One thing that happened to one account, written in the transaction in which it happened, never changed after.
/// </summary>
/// <param name="History">The account, member of the staff or integrator whose history the event belongs to.</param>
/// <param name="Kind">From <see cref="EventKind"/>.</param>
/// <param name="ActorId">Staff or integrator id where one acted; never an address.</param>
/// <param name="Subject">The id that it is about: factor, case, session, hold, picture slot.</param>
/// <param name="Details">Short facts for a reader: a factor's kind, a reason code, a device family. Never a code, a
/// seed, a token or an address.</param>
public sealed record AuditEvent(
    HistoryId History,
    string Kind,
    Actor Actor,
    string? ActorId = null,
    string? Subject = null,
    IReadOnlyDictionary<string, string>? Details = null);
