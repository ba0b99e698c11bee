using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Review;

/// <summary>Core's refusals to reviewers, as the wire names them.</summary>
internal static class ReviewRefusals
{
    /// <summary>The case has moved on: it is decided, it waits for its holder, or its account is frozen.</summary>
    public static Refusal Of(Obstacle why) =>
        why == Obstacle.AccountFrozen ? Refusals.FrozenForReview : Refusals.AlreadyDecided;

    /// <returns>Null when the verification was claimed or released.</returns>
    public static Refusal? Of(IdentityClaimOutcome outcome) => outcome switch
    {
        IdentityClaimOutcome.Claimed or IdentityClaimOutcome.Released => null,
        IdentityClaimOutcome.HeldByAnother => Refusals.ClaimedByOther,
        IdentityClaimOutcome.NotClaimed => Refusals.NotClaimed,
        IdentityClaimOutcome.OwnAccount => Refusals.OwnCase,
        IdentityClaimOutcome.NotNow => Refusals.AlreadyDecided,
        _ => Refusals.NotFound,   // the evidence of a recovery case is not reviewed by itself
    };
}
