using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Ten new recovery codes, shown once. Earlier codes are void from the same moment.</summary>
public sealed class IssueRecoveryCodes(
    Database database, FactorVerification verification, Notices notices, Randomness random, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(
        201, Problem.FactorNotActive, Problem.AccountFrozen, Problem.TooManyAttempts);

    // The account must have a second factor that the codes can stand in for.
    private static readonly string SetSql =
        $"""
        INSERT INTO factors (account_id, factor_id, kind, state, name, hint, last_step, created_at, confirmed_at)
        SELECT @Account, @set, @kind, @state, 'Recovery codes', '', 0, @now, @now
        WHERE {FactorSql.HasActiveSecondFactor("@Account")}
        """;

    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class View(string factorId, IReadOnlyList<string> codes)
    {
        public string FactorId { get; } = factorId;

        public IReadOnlyList<string> Codes { get; } = codes;

        public override string ToString() => "RecoveryCodes(…)";
    }

    public static async Task<IResult> Handle(
        IssueRecoveryCodes issue, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await issue.Run(holder, visitor, cancellation), 201);

    public async Task<Reply<View>> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        var set = new FactorId(random.NewId(now));
        var codes = Enumerable.Range(0, RecoveryCodeText.SetSize)
            .Select(_ => RecoveryCodeText.Format(random.Bytes(RecoveryCodeText.Bytes))).ToList();

        // Of two requests at once the later one voids the codes of the earlier one.
        var change = FactorRemoval.RemoveRecoveryCodes(AccountChange.By(holder, visitor), holder.Account).Claim(
            Refusals.FactorNotActive,
            SetSql,
            new
            {
                holder.Account, set, now,
                kind = WireName.Of(FactorKind.RecoveryCode), state = WireName.Of(FactorState.Active),
            });
        for (var i = 0; i < codes.Count; i++)
        {
            var hash = verification.RecoveryCodeHash(holder.Account, set, RecoveryCodeText.Normalize(codes[i])!);
            change.Add(
                """
                INSERT INTO recovery_codes (account_id, factor_id, position, code_hash)
                VALUES (@Account, @set, @position, @hash)
                """,
                new { holder.Account, set, position = i + 1, hash });
        }
        notices.Count(change, holder.Account).Record(new AuditEvent(
            holder.Account, EventKind.RecoveryCodesIssued, Actor.Owner, Subject: set.ToString()));
        notices.Tell(change, account, FactorMessages.RecoveryCodesIssued(visitor, now));
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(set.ToString(), codes);
    }
}
