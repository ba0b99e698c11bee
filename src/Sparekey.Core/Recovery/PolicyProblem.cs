namespace Sparekey.Core.Recovery;

/// <summary>One reason for which a recovery policy is not used.</summary>
/// <param name="Row">Name of the row; what is lost, where no row is for a loss; empty for a row without a name.</param>
/// <param name="Account">An account for which the table goes wrong; null where the row is wrong for every
/// account.</param>
/// <param name="Word">Set for <see cref="PolicyFault.UnknownWord"/> only.</param>
public sealed record PolicyProblem(string Row, PolicyFault Fault, AccountFacts? Account = null,
    UnknownWord? Word = null);

/// <summary>A word of the configuration that is not one of <paramref name="Known"/>.</summary>
public sealed record UnknownWord(string Word, IReadOnlyList<string> Known);

/// <summary>Names of what can be wrong with a recovery policy.</summary>
public enum PolicyFault
{
    /// <summary>A word in configuration that is none of ours.</summary>
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
