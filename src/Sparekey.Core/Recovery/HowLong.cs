namespace Sparekey.Core.Recovery;

/// <summary>How long a reset usually takes once everything is handed in, for the wizard to say beforehand.</summary>
/// <param name="Review">Reviewers work one after the other.</param>
/// <param name="Objection">Begins after the last approval.</param>
/// <param name="Hold">Signing in works meanwhile; withdrawals do not.</param>
public sealed record HowLong(TimeSpan Review, TimeSpan Objection, TimeSpan Hold)
{
    /// <summary>Until the holder can sign in again.</summary>
    public TimeSpan UntilDone => Review + Objection;

    /// <summary>Until withdrawals work again.</summary>
    public TimeSpan UntilWithdrawals => UntilDone + Hold;

    /// <param name="expectedReview">What one review usually takes: the operator's setting, or measured.</param>
    public static HowLong Of(PolicyDecision.Require row, TimeSpan expectedReview) => new(expectedReview * row.Reviewers, row.Objection, row.Hold);

    /// <inheritdoc cref="Of(PolicyDecision.Require, TimeSpan)"/>
    public static HowLong Of(RecoveryCase @case, TimeSpan expectedReview) => new(expectedReview * @case.ReviewersNeeded, @case.Objection, @case.Hold);
}
