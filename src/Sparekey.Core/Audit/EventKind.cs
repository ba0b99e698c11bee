namespace Sparekey.Core.Audit;

/// <summary>
/// Every kind of audit event. A name never changes: the database, the activity page and exports contain it.
/// </summary>
public static class EventKind
{
    public const string AccountOpened = "account.opened";
    public const string AccountFrozen = "account.frozen";
    public const string AccountUnfrozen = "account.unfrozen";
    public const string TierChanged = "account.tier_changed";
    public const string PasswordChanged = "account.password_changed";
    public const string EmailChanged = "account.email_changed";

    public const string PasswordAccepted = "sign_in.password_accepted";
    public const string PasswordRefused = "sign_in.password_refused";
    public const string CodeSent = "sign_in.code_sent";
    public const string SecondFactorRefused = "sign_in.second_factor_refused";
    public const string SignedIn = "sign_in.completed";
    public const string SteppedUp = "session.stepped_up";
    public const string SignedOut = "session.ended";
    public const string SessionsEnded = "session.all_ended";

    public const string FactorAdded = "factor.added";
    public const string FactorConfirmed = "factor.confirmed";
    public const string FactorReplaced = "factor.replaced";
    public const string FactorRemoved = "factor.removed";
    public const string FactorDisabled = "factor.disabled";
    public const string FactorConfirmationRefused = "factor.confirmation_refused";
    public const string RecoveryCodesIssued = "factor.recovery_codes_issued";
    public const string RecoveryCodeUsed = "factor.recovery_code_used";
    public const string SecurityQuestionsSet = "factor.security_questions_set";

    public const string RecoveryOpened = "recovery.opened";
    public const string RecoveryResumed = "recovery.resumed";
    public const string RecoveryLostChosen = "recovery.lost_chosen";
    public const string RecoveryCodeSent = "recovery.code_sent";
    public const string RecoveryProven = "recovery.requirement_met";
    public const string RecoveryProofRefused = "recovery.proof_refused";
    public const string RecoveryAnswersGiven = "recovery.answers_given";
    public const string RecoverySubmitted = "recovery.submitted";
    public const string RecoveryMoreInformation = "recovery.more_information";
    public const string RecoveryApproved = "recovery.approved";
    public const string RecoveryRefused = "recovery.refused";
    public const string RecoveryObjected = "recovery.objected";
    public const string RecoveryCancelled = "recovery.cancelled";
    public const string RecoveryExpired = "recovery.expired";
    public const string RecoveryCompleted = "recovery.completed";

    public const string IdentityStarted = "identity.started";
    public const string PictureUploaded = "identity.picture_uploaded";
    public const string IdentitySubmitted = "identity.submitted";
    public const string IdentityAccepted = "identity.accepted";
    public const string IdentityRefused = "identity.refused";
    public const string PicturesDeleted = "identity.pictures_deleted";

    public const string HoldPlaced = "hold.placed";
    public const string CaseClaimed = "review.claimed";
    public const string CaseReleased = "review.released";
    public const string CaseViewed = "review.case_viewed";
    public const string PictureViewed = "review.picture_viewed";
    public const string NumberCompared = "review.number_compared";
    public const string VerdictGiven = "review.verdict_given";

    public const string StaffInvited = "staff.invited";
    public const string StaffRemoved = "staff.removed";
    public const string StaffSetUp = "staff.set_up";
    public const string StaffSignedIn = "staff.signed_in";
    public const string StaffRefused = "staff.refused";
    public const string IntegratorAdded = "integrator.added";
    public const string IntegratorRevoked = "integrator.revoked";
}
