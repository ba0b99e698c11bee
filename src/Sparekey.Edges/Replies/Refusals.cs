using Sparekey.Core.Messages;

namespace Sparekey.Edges.Replies;

/// <summary>
/// All refusals of the product. Codes never change; sentences may improve. spec/problems.md lists them.
/// </summary>
public static class Refusals
{
    // All endpoints
    public static Refusal Invalid(params (string Field, Text Text)[] errors) =>
        new(Problem.InvalidRequest, errors.Length == 1 ? errors[0].Text : "refusal.invalid")
        {
            Errors = errors.ToDictionary(error => error.Field, error => error.Text),
        };

    public static Refusal SessionRequired => new(Problem.SessionRequired, "refusal.session_required");
    public static Refusal ApiKeyRequired => new(Problem.ApiKeyRequired, "refusal.api_key_required");
    public static Refusal FlowRequired => new(Problem.FlowRequired, "refusal.flow_required");
    public static Refusal StepUpRequired => new(Problem.StepUpRequired, "refusal.step_up_required");
    public static Refusal Forgery => new(Problem.ForgedRequest, "refusal.forgery");
    public static Refusal NotFound => new(Problem.NotFound, "refusal.not_found");
    public static Refusal MethodNotAllowed => new(Problem.MethodNotAllowed, "refusal.method_not_allowed");
    public static Refusal TooLarge => new(Problem.TooLarge, "refusal.too_large");
    public static Refusal UnsupportedMediaType => new(Problem.UnsupportedMediaType, "refusal.unsupported_media_type");
    public static Refusal Unavailable => new(Problem.Unavailable, "refusal.unavailable");
    public static Refusal Overloaded(DateTimeOffset now) =>
        new(Problem.Unavailable, "refusal.overloaded") { RetryAt = now + AfterOverload };
    public static Refusal PerhapsDone => new(Problem.Unavailable, "refusal.perhaps_done");
    /// <param name="part"><c>database</c>, <c>schema</c>, <c>keys</c> or <c>delivery</c>.</param>
    public static Refusal NotReady(string part) =>
        new(Problem.Unavailable, $"refusal.not_ready.{part}")
        {
            Members = new Dictionary<string, object?> { ["part"] = part },
        };

    public static Refusal Moved => NotReady("database") with { Text = "refusal.moved" };

    /// <summary>
    /// The claim on a row was lost: another request saved the row first. <see cref="Retry"/> compares by reference.
    /// </summary>
    public static readonly Refusal MovedOn = new(Problem.Unavailable, "refusal.unavailable");
    public static Refusal Internal => new(Problem.InternalError, "refusal.internal");

    // Captcha
    public static Refusal CaptchaRequired => new(Problem.CaptchaRequired, "refusal.captcha_required");
    public static Refusal WrongPosition(int triesLeft) =>
        new(Problem.WrongPosition, triesLeft > 0 ? "refusal.wrong_position" : "refusal.wrong_position.last") { Members =
            Tries(triesLeft) };

    // Registration and sign-in
    public static Refusal WeakPassword(string reason, Text text) =>
        new(Problem.WeakPassword, text) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal WrongCredentials => new(Problem.WrongCredentials, "refusal.wrong_credentials");
    public static Refusal WrongPassword => new(Problem.WrongPassword, "refusal.wrong_password");
    public static Refusal SecondFactorRequired => new(Problem.SecondFactorRequired, "refusal.second_factor_required");
    public static Refusal WrongCode(int triesLeft) =>
        new(Problem.WrongCode,
            triesLeft > 0 ? new Text("refusal.wrong_code.left", ("count", triesLeft)) : "refusal.wrong_code")
        {
            Members = Tries(triesLeft),
        };
    public static Refusal CodeAlreadyUsed => new(Problem.CodeAlreadyUsed, "refusal.code_already_used");
    public static Refusal Expired => new(Problem.Expired, "refusal.expired");
    public static Refusal CodeExpired => new(Problem.Expired, "refusal.code_expired");
    public static Refusal TooManyAttempts(DateTimeOffset? retryAt) =>
        new(Problem.TooManyAttempts,
            retryAt is null ? "refusal.too_many_attempts.ended" : "refusal.too_many_attempts") { RetryAt = retryAt };
    public static Refusal Wait(DateTimeOffset? retryAt) =>
        new(Problem.Wait, retryAt is null ? "refusal.wait.ended" : "refusal.wait") { RetryAt = retryAt };
    public static Refusal FactorDisabled => new(Problem.FactorDisabled, "refusal.factor_disabled");

    // The holder's account
    public static Refusal LastFactor => new(Problem.LastFactor, "refusal.last_factor");
    public static Refusal FactorNotActive => new(Problem.FactorNotActive, "refusal.factor_not_active");
    public static Refusal AlreadyConfirmed => new(Problem.AlreadyConfirmed, "refusal.already_confirmed");
    public static Refusal TooManyFactors => new(Problem.TooManyFactors, "refusal.too_many_factors");
    public static Refusal Frozen => new(Problem.AccountFrozen, "refusal.frozen");
    public static Refusal FrozenByService => new(Problem.AccountFrozen, "refusal.frozen_by_service");
    public static Refusal NotFrozen => new(Problem.NotFrozen, "refusal.not_frozen");
    public static Refusal TooManyChanges => new(Problem.TooManyAttempts, "refusal.too_many_changes");
    public static Refusal NotOffered => new(Problem.NotOffered, "refusal.not_offered");

    // Security reset
    public static Refusal SignInInstead(TimeSpan hold) => new(Problem.SignInInstead, "refusal.sign_in_instead")
    {
        Members = new Dictionary<string, object?>
        {
            ["passkey"] = false,
            ["recovery_code"] = true,
            ["hold_hours"] = hold.TotalHours,
        },
    };
    public static Refusal ResumeCodeUnknown => new(Problem.WrongCode, "refusal.resume_code_unknown");
    public static Refusal LinkExpired => new(Problem.Expired, "refusal.link_expired");
    public static Refusal WarningsNotAccepted => new(Problem.WarningsNotAccepted, "refusal.warnings_not_accepted");
    public static Refusal NothingLeftToProve(string reason, Text text) =>
        new(Problem.NothingLeftToProve, text) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal RequirementsOpen(IReadOnlyList<string> open) => new(Problem.RequirementsOpen,
        "refusal.requirements_open") { Members = new Dictionary<string, object?> { ["open"] = open } };
    public static Refusal CaseLive(DateTimeOffset? until = null) =>
        new(Problem.RecoveryInProgress, "refusal.case_live") { RetryAt = until };
    public static Refusal WrongState(string state) => new(Problem.WrongState, "refusal.wrong_state")
    {
        Members = new Dictionary<string, object?> { ["state"] = state },
    };
    public static Refusal BadPicture(string reason, Text text) =>
        new(Problem.BadPicture, text) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal PicturesMissing(IReadOnlyList<string> slots) => new(Problem.PicturesMissing,
        "refusal.pictures_missing") { Members = new Dictionary<string, object?> { ["slots"] = slots } };

    // Identity
    public static Refusal IdentityNotStarted => new(Problem.IdentityNotStarted, "refusal.identity_not_started");
    public static Refusal AlreadyVerified => new(Problem.AlreadyVerified, "refusal.already_verified");
    public static Refusal IdentityMovedOn => new(Problem.WrongState, "refusal.identity_moved_on");
    public static Refusal PictureNotAsked => new(Problem.PictureNotAsked, "refusal.picture_not_asked");

    // Staff
    public static Refusal SetUpLinkDead => new(Problem.Expired, "refusal.set_up_link_dead");
    public static Refusal StaffLocked => new(Problem.FactorDisabled, "refusal.staff_locked");

    // Review
    public static Refusal AlreadySetUp => new(Problem.AlreadySetUp, "refusal.already_set_up");
    public static Refusal OwnCase => new(Problem.OwnCase, "refusal.own_case");
    public static Refusal AlreadyDecidedByYou => new(Problem.AlreadyDecidedByYou, "refusal.already_decided_by_you");
    public static Refusal NotClaimed => new(Problem.NotClaimed, "refusal.not_claimed");
    public static Refusal ClaimedByOther => new(Problem.ClaimedByOther, "refusal.claimed_by_other");
    public static Refusal FrozenForReview => new(Problem.AccountFrozen, "refusal.frozen_for_review");
    public static Refusal AlreadyDecided => new(Problem.AlreadyDecided, "refusal.already_decided");

    // Longer than a full queue takes to be worked off (less than a second by default), so that a refused request does
    // not come back to the same queue.
    private static readonly TimeSpan AfterOverload = TimeSpan.FromSeconds(5);

    private static Dictionary<string, object?> Tries(int left) => new() { ["tries_left"] = left };
}
