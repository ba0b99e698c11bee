using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Security;

/// <summary>The account as its holder sees it, without the secrets of its factors.</summary>
public sealed class ShowAccount(Database database, Notices notices, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(200);

    public sealed record IdentityView(string State);

    public sealed record FactorView(
        string FactorId, FactorKind Kind, FactorState State, string Name, string Hint, DateTimeOffset CreatedAt,
        DateTimeOffset? LastUsedAt)
    {
        internal static FactorView Of(FactorRecord factor) => new(
            factor.FactorId.ToString(), factor.Kind, factor.State, factor.Name, factor.Shown, factor.CreatedAt,
            factor.LastUsedAt);
    }

    public sealed record HoldView(string HoldId, string Reason, DateTimeOffset From, DateTimeOffset? Until)
    {
        internal static HoldView Of(Hold hold) =>
            new(hold.HoldId.ToString(), WireName.Of(hold.Reason), hold.From, hold.Until);
    }

    public sealed record WithdrawalsView(bool Blocked, DateTimeOffset? Until);

    public sealed record FrozenView(DateTimeOffset At, string By);

    /// <param name="PhoneHint">The masked number of the first active phone.</param>
    /// <param name="Withdrawals">The result of all holds.</param>
    /// <param name="Frozen">Present while the account is frozen.</param>
    public sealed record View(
        string AccountId, string Email, string? PhoneHint, IdentityView Identity, IReadOnlyList<FactorView> Factors,
        IReadOnlyList<HoldView> Holds, WithdrawalsView Withdrawals, int RecoveryCodesLeft, int SecurityQuestionsSet,
        FrozenView? Frozen, DateTimeOffset CreatedAt)
    {
        public override string ToString() => "Account(…)";   // holds an address
    }

    public static async Task<IResult> Handle(ShowAccount show, Holder holder, CancellationToken cancellation) =>
        HttpReply.Of<View>(await show.Run(holder, cancellation));

    public async Task<View> Run(Holder holder, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        var withdrawals = HoldRules.Withdrawals(account.Holds, now);
        var phone = account.Factors.FirstOrDefault(f => f is { Kind: FactorKind.Phone, State: FactorState.Active });
        return new View(
            account.Account.ToString(),
            notices.Email(account),
            phone?.Hint,
            new IdentityView(account.Own.IdentityState),
            [.. account.Factors.Where(factor => factor.IsBound).OrderBy(factor => factor.Kind).Select(FactorView.Of)],
            [.. withdrawals.Reasons.Select(HoldView.Of)],
            new WithdrawalsView(withdrawals.Blocked, withdrawals.Until),
            account.RecoveryCodesLeft,
            account.Own.QuestionsSet,
            account.Own.FrozenAt is { } at ? new FrozenView(at, account.Own.FrozenBy!) : null,
            account.Own.CreatedAt);
    }
}
