using Sparekey.Core.Accounts;

namespace Sparekey.Core.Audit;

/// <summary>
/// Who acted. <c>Owner</c> is anybody who has shown the holder's proofs; <c>Stranger</c> is somebody who has proven
/// nothing yet.
/// </summary>
public enum Actor { Stranger, Owner, Staff, Integrator, Server, Operator }

/// <summary>One event. It is written in the transaction of the change that it describes, and never changed.</summary>
/// <param name="History">The account, member of the staff or integrator whose history the event belongs to.</param>
/// <param name="Kind">From <see cref="EventKind"/>.</param>
/// <param name="ActorId">Id of the staff member or integrator who acted; never an address.</param>
/// <param name="Subject">Id of the changed thing: factor, case, session, hold, picture slot.</param>
/// <param name="Details">Short facts for readers, such as a factor's kind, a reason code or a device family. Never a
/// code, a seed, a token or an address.</param>
public sealed record AuditEvent(
    HistoryId History,
    string Kind,
    Actor Actor,
    string? ActorId = null,
    string? Subject = null,
    IReadOnlyDictionary<string, string>? Details = null);
