using Sparekey.Server.Accounts;
using Sparekey.Server.Audit;
using Sparekey.Server.Captcha;
using Sparekey.Server.Edges.Web;
using Sparekey.Server.Factors;
using Sparekey.Server.Registration;
using Sparekey.Server.Sessions;
using Sparekey.Server.SignIn;

namespace Sparekey.Server;

/// <summary>Every route, in the order in which a person meets them: the map of the product.</summary>
public static class Routes
{
    public static void MapRoutes(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");

        // Captcha
        v1.MapPost("/captchas", Captchas.HandleCreate).For(Who.Anyone).Answers<Captchas.View>(201);
        v1.MapPost("/captchas/{captcha}/answer", Captchas.HandleAnswer).For(Who.Anyone).Answers<Captchas.TokenView>(200, "wrong_position", "expired");

        // Open an account
        v1.MapPost("/registrations", Register.Handle).For(Who.Anyone).Answers<Register.View>(202, "weak_password", "captcha_required");
        v1.MapPost("/registration/confirm", ConfirmEmail.Handle).For(Who.RegistrationFlow).Answers<ConfirmEmail.View>(201, "wrong_code", "expired", "code_already_used", "too_many_attempts");

        // Sign in
        v1.MapPost("/sign-ins", BeginSignIn.Handle).For(Who.Anyone).Answers<BeginSignIn.View>(200, "wrong_credentials", "captcha_required", "too_many_attempts");
        v1.MapPost("/sign-in/codes", SendSignInCode.Handle).For(Who.SignInFlow).Answers<PhoneCodes.View>(202, "wait", "expired", "factor_disabled", "too_many_attempts", "not_found");
        v1.MapPost("/sign-in/answers", AnswerCode.Handle).For(Who.SignInFlow).Answers<AnswerCode.View>(200, "wrong_code", "code_already_used", "expired", "too_many_attempts", "factor_disabled", "not_found");

        // The holder's account
        v1.MapGet("/account", ShowAccount.Handle).For(Who.Holder).Answers<ShowAccount.View>(200);
        v1.MapPost("/account/authenticators", AddAuthenticator.Handle).For(Who.HolderSteppedUp).Answers<AuthenticatorKey>(201, "account_frozen", "too_many_factors", "not_found");
        v1.MapPost("/account/authenticators/{factorId}/confirm", ConfirmAuthenticator.Handle).For(Who.HolderSteppedUp).Answers<Nothing>(200, "wrong_code", "expired", "already_confirmed", "too_many_attempts", "account_frozen", "not_found");
        v1.MapPost("/account/phones", AddPhone.Handle).For(Who.HolderSteppedUp).Answers<AddPhone.View>(201, "already_confirmed", "too_many_factors", "account_frozen");
        v1.MapPost("/account/phones/{factorId}/codes", SendPhoneCode.Handle).For(Who.HolderSteppedUp).Answers<SendPhoneCode.View>(202, "wait", "expired", "already_confirmed", "account_frozen", "not_found");
        v1.MapPost("/account/phones/{factorId}/confirm", ConfirmPhone.Handle).For(Who.HolderSteppedUp).Answers<Nothing>(200, "wrong_code", "code_already_used", "expired", "already_confirmed", "too_many_attempts", "account_frozen", "not_found");
        v1.MapDelete("/account/factors/{factorId}", RemoveFactor.Handle).For(Who.HolderSteppedUp).Answers<Nothing>(200, "last_factor", "account_frozen", "not_found");
        v1.MapPost("/account/recovery-codes", IssueRecoveryCodes.Handle).For(Who.HolderSteppedUp).Answers<IssueRecoveryCodes.View>(201, "factor_not_active", "account_frozen");
        v1.MapGet("/security-questions", SetSecurityQuestions.HandleCatalogue).For(Who.Holder).Answers<SetSecurityQuestions.CatalogueView>(200, "not_offered");
        v1.MapPut("/account/security-questions", SetSecurityQuestions.Handle).For(Who.HolderSteppedUp).Answers<Nothing>(200, "not_offered", "account_frozen");
        v1.MapGet("/account/activity", ShowActivity.Handle).For(Who.Holder).Answers<ShowActivity.View>(200);
        v1.MapPost("/account/unfreeze", Unfreeze.Handle).For(Who.HolderSteppedUp).Answers<Nothing>(200, "account_frozen", "not_frozen");

        // Security reset

        // Verify identity

        // Staff and review

        // Holds and integrators

        // Operations

        // Development

        // Pages: open an account, sign in

        // Pages: the holder's account
        app.MapGet("/security", SecurityPages.Show).PageFor(Who.Holder);
        app.MapGet("/security/authenticators/new", AuthenticatorPages.ShowNew).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/new", AuthenticatorPages.SubmitNew).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/authenticators/{factorId}/replace", AuthenticatorPages.ShowReplace).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/{factorId}/replace", AuthenticatorPages.SubmitReplace).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/authenticators/{factorId}/confirm", AuthenticatorPages.ShowConfirm).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/authenticators/{factorId}/confirm", AuthenticatorPages.SubmitConfirm).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/phone", PhonePages.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/phone", PhonePages.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/phone/{factorId}", PhonePages.ShowCode).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/phone/{factorId}", PhonePages.SubmitCode).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/factors/{factorId}/remove", RemoveFactorPages.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/factors/{factorId}/remove", RemoveFactorPages.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/recovery-codes", RecoveryCodePages.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/recovery-codes", RecoveryCodePages.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/questions", QuestionPages.Show).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/questions", QuestionPages.Submit).PageFor(Who.HolderSteppedUp);
        app.MapGet("/security/activity", ActivityPages.Show).PageFor(Who.Holder);
        app.MapGet("/security/unfreeze", SecurityPages.ShowUnfreeze).PageFor(Who.HolderSteppedUp);
        app.MapPost("/security/unfreeze", SecurityPages.SubmitUnfreeze).PageFor(Who.HolderSteppedUp);

        // Pages: security reset

        // Pages: verify identity

        // Pages: staff and review

        // Pages: help, development
    }
}
