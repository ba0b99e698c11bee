using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>A factor whose set-up begins now. Only the session that began the set-up can confirm it.</summary>
/// <param name="Hint">The masked number of a phone; otherwise empty.</param>
/// <param name="Replaces">The factor that is removed when this one is confirmed.</param>
internal sealed record PendingFactor(
    FactorId Factor, FactorKind Kind, string Name, string Hint, byte[] Secret, FactorId? Replaces)
{
    /// <summary>Adds the set-up to a change. An earlier unfinished set-up of the same kind becomes void.</summary>
    internal Change Begin(Change change, Holder holder, DateTimeOffset now) =>
        FactorRemoval.VoidPending(change, holder.Account, Kind).Add(
            """
            INSERT INTO factors
              (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, replaces, begun_in, created_at)
            VALUES (@Account, @Factor, @kind, @state, @Name, @Hint, @Secret, 0, @Replaces, @Session, @now)
            """,
            new
            {
                holder.Account, Factor, kind = WireName.Of(Kind), state = WireName.Of(FactorState.Pending),
                Name, Hint, Secret, Replaces, holder.Session, now,
            });

    /// <summary>
    /// Adds the confirmation to a change, which is refused with <see cref="Refusals.Expired"/> unless the set-up still
    /// waits.
    /// </summary>
    /// <param name="step">The time step of an authenticator's code, which is used up; 0 for a phone.</param>
    internal static Change Confirm(Change change, Holder holder, FactorId factor, long step, DateTimeOffset now) =>
        change.Claim(
            Refusals.Expired,
            $"""
            UPDATE factors SET state = @active, last_step = @step, confirmed_at = @now, begun_in = NULL, replaces = NULL
            WHERE account_id = @Account AND factor_id = @factor AND {FactorSql.IsPending} AND begun_in = @Session
            """,
            new { active = WireName.Of(FactorState.Active), step, now, holder.Account, factor, holder.Session });
}
