using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Recovery;

/// <summary>Core's refusals about a case, as the wire names them.</summary>
internal static class CaseRefusals
{
    public static Refusal Of(Obstacle why, CaseState state) => why switch
    {
        Obstacle.CaseEnded or Obstacle.NotThisStep => Refusals.WrongState(WireName.Of(state)),
        Obstacle.CaseExpired => Refusals.Expired,
        Obstacle.AccountFrozen => Refusals.Frozen,
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    /// <summary>
    /// The case is not at this step; or another request saved the case, or froze the account, between loading and
    /// saving.
    /// </summary>
    public static Refusal MovedOn(LoadedCase loaded) => Refusals.WrongState(WireName.Of(loaded.Case.State));
}
