using Sparekey.Core.Messages;

namespace Sparekey.Edges.Replies;

/// <summary>Every refusal that the product knows, one line each. Codes are forever; the sentences may improve. Listed in spec/problems.md.</summary>
public static class Refusals
{
    // Of every call
    public static Refusal Invalid(params (string Field, string Message)[] errors) => new(400, "invalid_request", errors.Length == 1 ? errors[0].Message : "Some fields are missing or not understood.") { Errors = errors.ToDictionary(e => e.Field, e => e.Message) };
    public static Refusal SessionRequired => new(401, "session_required", "Sign in first.");
    public static Refusal ApiKeyRequired => new(401, "api_key_required", "Send a valid API key as bearer token.");
    public static Refusal FlowRequired => new(401, "flow_required", "This needs the token of a running flow. Start again.");
    public static Refusal StepUpRequired => new(403, "step_up_required", "Confirm that it is you: this needs a sign-in or a confirmation within the last 5 minutes.");
    public static Refusal Forgery => new(403, "forged_request", "This form is out of date. Go back, reload the page and try again.");
    public static Refusal NotFound => new(404, "not_found", "There is nothing here.");
    public static Refusal MethodNotAllowed => new(405, "method_not_allowed", "This address does not take that kind of request.");
    public static Refusal TooLarge => new(413, "too_large", "That is larger than this address accepts.");
    public static Refusal UnsupportedMediaType => new(415, "unsupported_media_type", "Send the body as application/json.");
    public static Refusal Unavailable => new(503, "unavailable", "The service cannot do this at the moment. Nothing was changed. Try again in a minute.");
    public static Refusal Overloaded(DateTimeOffset now) => new(503, "unavailable", "Too many people are asking for this at the moment. Nothing was changed. Try again in a few seconds.") { RetryAt = now + AfterOverload };
    public static Refusal PerhapsDone => new(503, "unavailable", "The service stopped in the middle of this. It may have been done or not: look before you try again.");
    public static Refusal NotReady(string part) => new(503, "unavailable", part switch { "database" => "The database cannot be written at the moment.", "schema" => "The database was changed by a newer program, with which this one cannot share it.", "keys" => "The key ring does not fit the database.", _ => "Messages cannot be delivered at the moment." }) { Members = new Dictionary<string, object?> { ["part"] = part } };
    public static Refusal Moved => NotReady("database") with { Detail = "The database was moved to PostgreSQL. Stop this server, and start it with Sparekey:Database." };
    public static Refusal Internal => new(500, "internal_error", "Something went wrong on our side. Nothing was changed. Try again.");

    // Captcha
    public static Refusal CaptchaRequired => new(422, "captcha_required", "Match the template again, then continue.");
    public static Refusal WrongPosition(int triesLeft) => new(422, "wrong_position", triesLeft > 0 ? "The piece does not fit there. Try again." : "The piece does not fit there. Take a new picture.") { Members = Tries(triesLeft) };

    // Registration and sign-in
    public static Refusal WeakPassword(string reason, string detail) => new(422, "weak_password", detail) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal WrongCredentials => new(401, "wrong_credentials", "Email and password do not belong together. Check both and try again.");
    public static Refusal WrongPassword => new(422, "wrong_password", "That password is not right. Check it and try again.");
    public static Refusal SecondFactorRequired => new(409, "second_factor_required", "This account has a second factor. Confirm with it instead of the password.");
    public static Refusal WrongCode(int triesLeft) => new(422, "wrong_code", triesLeft > 0 ? $"That code is not right. You have {triesLeft} {(triesLeft == 1 ? "try" : "tries")} left." : "That code is not right.") { Members = Tries(triesLeft) };
    public static Refusal CodeAlreadyUsed => new(409, "code_already_used", "That code was used already. Wait for the next one.");
    public static Refusal Expired => new(410, "expired", "That took too long and has expired. Start again.");
    public static Refusal CodeExpired => new(410, "expired", "That code has expired. Ask for a new one.");
    public static Refusal TooManyAttempts(DateTimeOffset? retryAt) => new(429, "too_many_attempts", retryAt is null ? "Too many attempts. Start again, or use another method." : "Too many attempts. Wait a while, or use another method.") { RetryAt = retryAt };
    public static Refusal Wait(DateTimeOffset? retryAt) => new(429, "wait", retryAt is null ? "No more codes can be sent for this. Start again later, or use another method." : "A code was sent already. Wait a little before asking for another one.") { RetryAt = retryAt };
    public static Refusal FactorDisabled => new(423, "factor_disabled", "This method was switched off after too many wrong codes. Use another method, or reset it.");

    // The holder's account
    public static Refusal LastFactor => new(409, "last_factor", "This is the only second factor of the account. Add another one before removing it.");
    public static Refusal FactorNotActive => new(409, "factor_not_active", "This factor is not in use.");
    public static Refusal AlreadyConfirmed => new(409, "already_confirmed", "This was confirmed already.");
    public static Refusal TooManyFactors => new(409, "too_many_factors", "There are too many of these already. Remove one first.");
    public static Refusal Frozen => new(423, "account_frozen", "This account is frozen. Lift the freeze from your security page, or contact the service.");
    public static Refusal FrozenByService => new(423, "account_frozen", "The service froze this account, and only the service can lift that. Contact it.");
    public static Refusal NotFrozen => new(409, "not_frozen", "This account is not frozen.");
    public static Refusal TooManyChanges => new(429, "too_many_attempts", "Too much was added to this account today. Try again tomorrow.");
    public static Refusal NotOffered => new(409, "not_offered", "This service does not offer that.");

    // Security reset
    public static Refusal SignInInstead(TimeSpan hold) => new(409, "sign_in_instead", "This account has recovery codes. Sign in with one instead and replace what is lost; if the codes are lost too, say so.") { Members = new Dictionary<string, object?> { ["passkey"] = false, ["recovery_code"] = true, ["hold_hours"] = hold.TotalHours } };
    public static Refusal ResumeCodeUnknown => new(422, "wrong_code", "No running reset has this resume code. Check it; each code works once.");
    public static Refusal LinkExpired => new(410, "expired", "This link was used already, or is older than 7 days. Contact the service if somebody else is in your account.");
    public static Refusal WarningsNotAccepted => new(422, "warnings_not_accepted", "Accept both warnings to go on.");
    public static Refusal NothingLeftToProve(string reason, string detail) => new(422, "nothing_left_to_prove", detail) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal RequirementsOpen(IReadOnlyList<string> open) => new(409, "requirements_open", "Some requirements are still open.") { Members = new Dictionary<string, object?> { ["open"] = open } };
    public static Refusal CaseLive(DateTimeOffset? until = null) => new(409, "recovery_in_progress", "A reset of this account is already running. Resume it with its resume code, or cancel it by signing in.") { RetryAt = until };
    public static Refusal WrongState(string state) => new(409, "wrong_state", "The reset has moved on. Look at its current step.") { Members = new Dictionary<string, object?> { ["state"] = state } };
    public static Refusal BadPicture(string reason, string detail) => new(422, "bad_picture", detail) { Members = new Dictionary<string, object?> { ["reason"] = reason } };
    public static Refusal PicturesMissing(IReadOnlyList<string> slots) => new(409, "pictures_missing", "Some pictures are still missing.") { Members = new Dictionary<string, object?> { ["slots"] = slots } };

    // Identity
    public static Refusal IdentityNotStarted => new(409, "identity_not_started", "Choose the country and the kind of your document first.");
    public static Refusal AlreadyVerified => new(409, "already_verified", "Your identity is verified already. There is nothing to do.");
    public static Refusal IdentityMovedOn => new(409, "wrong_state", "This is with the reviewers, or decided, or was changed in another window. Look at where it stands.");
    public static Refusal PictureNotAsked => new(409, "picture_not_asked", "This picture is not needed.");

    // Staff
    public static Refusal SetUpLinkDead => new(410, "expired", "This link does not work any more. Ask your operator for a new one.");
    public static Refusal StaffLocked => new(423, "factor_disabled", "Your authenticator was switched off after too many wrong codes. Ask your operator to remove your access and invite you again.");


    // Review
    public static Refusal AlreadySetUp => new(409, "already_set_up", "This reviewer is set up already. Remove the reviewer first to start anew.");
    public static Refusal OwnCase => new(409, "own_case", "This case is about your own account. Another reviewer must decide it.");
    public static Refusal AlreadyDecidedByYou => new(409, "already_decided_by_you", "You have already decided this case. Another reviewer must decide it too.");
    public static Refusal NotClaimed => new(409, "not_claimed", "Claim the case before you decide it.");
    public static Refusal ClaimedByOther => new(409, "claimed_by_other", "Another reviewer has claimed this case.");
    public static Refusal FrozenForReview => new(423, "account_frozen", "This account is frozen. Only a refusal is possible until the freeze is lifted.");
    public static Refusal AlreadyDecided => new(409, "already_decided", "This case has been decided.");

    // A line is worked off in less than a second. Longer than that, so that who was turned away does not come back to the same line.
    private static readonly TimeSpan AfterOverload = TimeSpan.FromSeconds(5);

    private static Dictionary<string, object?> Tries(int left) => new() { ["tries_left"] = left };
}
