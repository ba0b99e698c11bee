namespace Sparekey.Core.Recovery;

/// <summary>
/// How long a reset usually takes after its submission. The wizard shows this before the holder begins.
/// </summary>
/// <param name="Review">For all reviewers, who work one after the other.</param>
/// <param name="Objection">Begins after the last approval.</param>
public sealed record HowLong(TimeSpan Review, TimeSpan Objection)
{
    /// <summary>Until the holder can sign in again.</summary>
    public TimeSpan UntilDone => Review + Objection;

    /// <param name="expectedReview">The usual time of one review: the operator's setting.</param>
    public static HowLong Of(PolicyDecision.Require row, TimeSpan expectedReview) =>
        new(expectedReview * row.Reviewers, row.Objection);

    /// <inheritdoc cref="Of(PolicyDecision.Require, TimeSpan)"/>
    public static HowLong Of(RecoveryCase @case, TimeSpan expectedReview) =>
        new(expectedReview * @case.ReviewersNeeded, @case.Objection);
}
