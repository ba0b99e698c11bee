namespace Sparekey.Core.Recovery;

/// <summary>One reason why a recovery policy cannot be used.</summary>
/// <param name="Row">Name of the row; if no row is for a loss, the loss; empty for a row without a name.</param>
/// <param name="Account">An account for which the table is wrong; null if the row is wrong for every account.</param>
/// <param name="Word">Set for <see cref="PolicyFault.UnknownWord"/> only.</param>
public sealed record PolicyProblem(string Row, PolicyFault Fault, AccountFacts? Account = null,
    UnknownWord? Word = null);

/// <summary>A word of the configuration that is not one of <paramref name="Known"/>.</summary>
public sealed record UnknownWord(string Word, IReadOnlyList<string> Known);

/// <summary>What can be wrong with a recovery policy.</summary>
public enum PolicyFault
{
    /// <summary>The configuration contains a word that is not a wire name.</summary>
    UnknownWord,
    NameMissing,
    NameTaken,
    NothingLost,
    ReasonMissing,
    OutOfBounds,
    RequiresWhatIsLost,
    NewAddressMissing,
    NewAddressNotLost,
    IdentityWithoutReviewer,
    HoldTooShort,
    AllLostWithoutVerifiedIdentity,
    ObjectionMissing,
    MetByAnswersAlone,
    MetByOneMailbox,
    MetByOneSim,
    NoOtherWay,
    Unreachable,
    Uncovered,
}
