using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Recovery;

/// <summary>What Core's refusals are called on the wire.</summary>
internal static class CaseRefusals
{
    public static Refusal Of(Obstacle why, CaseState state) => why switch
    {
        Obstacle.CaseEnded or Obstacle.NotThisStep => Refusals.WrongState(WireName.Of(state)),
        Obstacle.CaseExpired => Refusals.Expired,
        Obstacle.AccountFrozen => Refusals.Frozen,
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    /// <summary>Somebody else saved the case, or froze the account, between loading and saving.</summary>
    public static Refusal MovedOn(LoadedCase hand) => Refusals.WrongState(WireName.Of(hand.Case.State));
}
