namespace Sparekey.Core.Recovery;

/// <summary>How long a reset usually takes once everything is handed in, for the wizard to say beforehand.</summary>
/// <param name="Review">Reviewers work one after the other.</param>
/// <param name="Objection">Begins after the last approval.</param>
public sealed record HowLong(TimeSpan Review, TimeSpan Objection)
{
    /// <summary>Until the holder can sign in again.</summary>
    public TimeSpan UntilDone => Review + Objection;

    /// <param name="expectedReview">What one review usually takes: the operator's setting, or measured.</param>
    public static HowLong Of(PolicyDecision.Require row, TimeSpan expectedReview) =>
        new(expectedReview * row.Reviewers, row.Objection);

    /// <inheritdoc cref="Of(PolicyDecision.Require, TimeSpan)"/>
    public static HowLong Of(RecoveryCase @case, TimeSpan expectedReview) =>
        new(expectedReview * @case.ReviewersNeeded, @case.Objection);
}
