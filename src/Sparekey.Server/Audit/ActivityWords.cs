using Sparekey.Core.Audit;

namespace Sparekey.Server.Audit;

/// <summary>
/// Every kind of event in the words of the account's holder. {0} stands for the kind of factor, if the event has one.
/// </summary>
public static class ActivityWords
{
    private const string Factor = "{0}";

    private static readonly Dictionary<string, string> Words = new()
    {
        [EventKind.AccountOpened] = "The account was opened",
        [EventKind.PasswordChanged] = "The password was changed",
        [EventKind.AccountFrozen] = "The account was frozen",
        [EventKind.AccountUnfrozen] = "The freeze was lifted",
        [EventKind.TierChanged] = "The service changed the kind of account",
        [EventKind.EmailChanged] = "The email address was changed",

        [EventKind.PasswordAccepted] = "The right password was entered",
        [EventKind.PasswordRefused] = "A wrong password was entered",
        [EventKind.CodeSent] = "A code to sign in was sent to a phone",
        [EventKind.SecondFactorRefused] = $"A wrong code was entered for {Factor}",
        [EventKind.SignedIn] = "Signed in",
        [EventKind.SteppedUp] = "Confirmed again before a change",
        [EventKind.SignedOut] = "A session ended",
        [EventKind.SessionsEnded] = "All other sessions were ended",

        [EventKind.FactorAdded] = $"Setting up {Factor} began",
        [EventKind.FactorConfirmed] = $"{Factor} was added",
        [EventKind.FactorConfirmationRefused] = $"A wrong code was entered while setting up {Factor}",
        [EventKind.FactorReplaced] = $"{Factor} was replaced",
        [EventKind.FactorRemoved] = $"{Factor} was removed",
        [EventKind.FactorDisabled] = $"{Factor} was switched off after too many wrong codes",
        [EventKind.RecoveryCodesIssued] = "New recovery codes were made",
        [EventKind.RecoveryCodeUsed] = "A recovery code was used",
        [EventKind.SecurityQuestionsSet] = "The security questions were set",

        [EventKind.RecoveryOpened] = "A security reset was started",
        [EventKind.RecoveryResumed] = "The security reset was resumed",
        [EventKind.RecoveryLostChosen] = "In the security reset it was said what is lost",
        [EventKind.RecoveryCodeSent] = "A code for the security reset was sent",
        [EventKind.RecoveryProven] = "A requirement of the security reset was met",
        [EventKind.RecoveryProofRefused] = "A wrong code was entered in the security reset",
        [EventKind.RecoveryAnswersGiven] = "The security questions were answered in the security reset",
        [EventKind.RecoverySubmitted] = "The security reset was sent for review",
        [EventKind.RecoveryMoreInformation] = "A reviewer asked for more in the security reset",
        [EventKind.RecoveryApproved] = "The security reset was approved",
        [EventKind.RecoveryRefused] = "The security reset was refused",
        [EventKind.RecoveryObjected] = "Somebody answered “This wasn't me”, and the security reset was stopped",
        [EventKind.RecoveryCancelled] = "The security reset was cancelled",
        [EventKind.RecoveryExpired] = "The security reset expired",
        [EventKind.RecoveryCompleted] = "The security reset was completed",

        [EventKind.IdentityStarted] = "Verifying the identity began",
        [EventKind.PictureUploaded] = "A picture was sent",
        [EventKind.IdentitySubmitted] = "The identity documents were sent for review",
        [EventKind.IdentityAccepted] = "The identity was verified",
        [EventKind.IdentityRefused] = "The identity documents were not accepted",
        [EventKind.PicturesDeleted] = "The pictures of the documents were deleted",

        [EventKind.HoldPlaced] = "Withdrawals were switched off for a while",
        [EventKind.CaseClaimed] = "A reviewer took up the case",
        [EventKind.CaseReleased] = "A reviewer gave the case back",
        [EventKind.CaseViewed] = "A reviewer looked at the case",
        [EventKind.PictureViewed] = "A reviewer looked at a picture",
        [EventKind.NumberCompared] = "A reviewer compared the number of the document",
        [EventKind.VerdictGiven] = "A reviewer decided",

        [EventKind.StaffInvited] = "A reviewer was invited",
        [EventKind.StaffSetUp] = "A reviewer's access was set up",
        [EventKind.StaffRemoved] = "A reviewer was removed",
        [EventKind.StaffSignedIn] = "A reviewer signed in",
        [EventKind.StaffRefused] = "A reviewer's sign-in was refused",
        [EventKind.IntegratorAdded] = "An API key was added",
        [EventKind.IntegratorRevoked] = "An API key was revoked",
    };

    /// <summary>The kinds that have words. A test holds that these are all kinds.</summary>
    public static IReadOnlyCollection<string> Kinds => Words.Keys;

    /// <param name="details">The details of the event; the entry <c>kind</c> is a kind of factor.</param>
    public static string Of(string kind, IReadOnlyDictionary<string, string>? details = null)
    {
        var words = Words.GetValueOrDefault(kind, "Something else happened");
        var text = string.Format(words, FactorWord(details?.GetValueOrDefault("kind")));
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string FactorWord(string? kind) => kind switch
    {
        "authenticator" => "an authenticator",
        "phone" => "a phone",
        "passkey" => "a passkey",
        "recovery_code" => "recovery codes",
        _ => "a second factor",
    };
}
