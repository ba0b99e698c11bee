using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Review;

/// <summary>What Core's answers to reviewers are called on the wire.</summary>
internal static class ReviewRefusals
{
    /// <summary>The case has moved on: decided, waiting for its holder, or its account is frozen.</summary>
    public static Refusal Of(Obstacle why) => why == Obstacle.AccountFrozen ? Refusals.FrozenForReview : Refusals.AlreadyDecided;

    /// <returns>Null when it was claimed or released.</returns>
    public static Refusal? Of(IdentityClaimOutcome outcome) => outcome switch
    {
        IdentityClaimOutcome.Claimed or IdentityClaimOutcome.Released => null,
        IdentityClaimOutcome.HeldByAnother => Refusals.ClaimedByOther,
        IdentityClaimOutcome.NotClaimed => Refusals.NotClaimed,
        IdentityClaimOutcome.OwnAccount => Refusals.OwnCase,
        IdentityClaimOutcome.NotNow => Refusals.AlreadyDecided,
        _ => Refusals.NotFound,   // evidence of a reset is no case of its own
    };
}
