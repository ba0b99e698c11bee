using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Security;

/// <summary>The account as its holder sees it. No secret of a factor is in it.</summary>
public sealed class ShowAccount(Database database, Notices notices, TimeProvider clock)
{
    public sealed record IdentityView(string State);

    public sealed record FactorView(string FactorId, FactorKind Kind, FactorState State, string Name, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

    public sealed record HoldView(string HoldId, string Reason, DateTimeOffset From, DateTimeOffset? Until);

    public sealed record WithdrawalsView(bool Blocked, DateTimeOffset? Until);

    public sealed record FrozenView(DateTimeOffset At, string By);

    /// <param name="PhoneHint">Of the first confirmed phone.</param>
    /// <param name="Withdrawals">What the holds come to.</param>
    /// <param name="Frozen">Present while the account is frozen.</param>
    public sealed record View(string AccountId, string Email, string? PhoneHint, IdentityView Identity, IReadOnlyList<FactorView> Factors, IReadOnlyList<HoldView> Holds,
        WithdrawalsView Withdrawals, int RecoveryCodesLeft, int SecurityQuestionsSet, FrozenView? Frozen, DateTimeOffset CreatedAt)
    {
        public override string ToString() => "Account(…)";   // it holds an address
    }

    public static async Task<IResult> Handle(ShowAccount show, Holder holder, CancellationToken cancellation) => HttpReply.Of<View>(await show.Run(holder, cancellation));

    public async Task<View> Run(Holder holder, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = await Load(holder, cancellation);
        var withdrawals = HoldRules.Withdrawals(account.Holds, now);
        return new View(
            account.Account.ToString(),
            notices.Email(account),
            account.Factors.FirstOrDefault(f => f is { Kind: FactorKind.Phone, State: FactorState.Active })?.Hint,
            new IdentityView(account.Own.IdentityState),
            [.. account.Factors.Where(f => f.IsBound).OrderBy(f => f.Kind).Select(f => new FactorView(f.FactorId.ToString(), f.Kind, f.State, f.Name, f.Shown, f.CreatedAt, f.LastUsedAt))],
            [.. withdrawals.Reasons.Select(h => new HoldView(h.HoldId.ToString(), WireName.Of(h.Reason), h.From, h.Until))],
            new WithdrawalsView(withdrawals.Blocked, withdrawals.Until),
            account.RecoveryCodesLeft,
            account.Own.QuestionsSet,
            account.Own.FrozenAt is { } at ? new FrozenView(at, account.Own.FrozenBy!) : null,
            account.Own.CreatedAt);
    }

    /// <summary>The record behind it, for pages that show one part.</summary>
    public Task<AccountRecord> Load(Holder holder, CancellationToken cancellation) => database.Read(
        AccountRecord.Sql, new { account = holder.Account, now = clock.GetUtcNow() }, rows => AccountRecord.Read(holder.Account, rows), cancellation);
}
