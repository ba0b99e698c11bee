using Sparekey.Core;

namespace Sparekey.Edges.Replies;

/// <summary>
/// Every kind of refusal (RFC 9457), by HTTP status. spec/problems.md says when each one is returned. The code on the
/// wire is the name in snake case; a code is never renamed.
/// </summary>
public enum Problem
{
    InvalidRequest,
    ApiKeyRequired, FlowRequired, SessionRequired, WrongCredentials,
    ForgedRequest, StepUpRequired,
    NotFound,
    MethodNotAllowed,
    AlreadyConfirmed, AlreadyDecided, AlreadyDecidedByYou, AlreadySetUp, AlreadyVerified, ClaimedByOther,
    CodeAlreadyUsed, FactorNotActive, IdentityNotStarted, LastFactor, NotClaimed, NotFrozen, NotOffered, OwnCase,
    PictureNotAsked, PicturesMissing, RecoveryInProgress, RequirementsOpen, SecondFactorRequired, SignInInstead,
    TooManyFactors, WrongState,
    Expired,
    TooLarge,
    UnsupportedMediaType,
    BadPicture, CaptchaRequired, NothingLeftToProve, WarningsNotAccepted, WeakPassword, WrongCode, WrongPassword,
    WrongPosition,
    AccountFrozen, FactorDisabled,
    TooManyAttempts, Wait,
    InternalError,
    Unavailable,
}

/// <summary>The representation of a problem on the wire.</summary>
public static class ProblemOnTheWire
{
    /// <summary>The stable code, for example <c>wrong_code</c>.</summary>
    public static string Code(this Problem problem) => WireName.Of(problem);

    /// <summary>The HTTP status. It depends on the problem only.</summary>
    public static int Status(this Problem problem) => problem switch
    {
        Problem.InvalidRequest => 400,
        Problem.ApiKeyRequired or Problem.FlowRequired or Problem.SessionRequired or Problem.WrongCredentials => 401,
        Problem.ForgedRequest or Problem.StepUpRequired => 403,
        Problem.NotFound => 404,
        Problem.MethodNotAllowed => 405,
        Problem.AlreadyConfirmed or Problem.AlreadyDecided or Problem.AlreadyDecidedByYou
            or Problem.AlreadySetUp or Problem.AlreadyVerified or Problem.ClaimedByOther
            or Problem.CodeAlreadyUsed or Problem.FactorNotActive or Problem.IdentityNotStarted
            or Problem.LastFactor or Problem.NotClaimed or Problem.NotFrozen or Problem.NotOffered
            or Problem.OwnCase or Problem.PictureNotAsked or Problem.PicturesMissing
            or Problem.RecoveryInProgress or Problem.RequirementsOpen or Problem.SecondFactorRequired
            or Problem.SignInInstead or Problem.TooManyFactors or Problem.WrongState => 409,
        Problem.Expired => 410,
        Problem.TooLarge => 413,
        Problem.UnsupportedMediaType => 415,
        Problem.BadPicture or Problem.CaptchaRequired or Problem.NothingLeftToProve
            or Problem.WarningsNotAccepted or Problem.WeakPassword or Problem.WrongCode
            or Problem.WrongPassword or Problem.WrongPosition => 422,
        Problem.AccountFrozen or Problem.FactorDisabled => 423,
        Problem.TooManyAttempts or Problem.Wait => 429,
        Problem.InternalError => 500,
        Problem.Unavailable => 503,
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "This problem has no status."),
    };
}
