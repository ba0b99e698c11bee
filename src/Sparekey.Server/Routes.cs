using Sparekey.Server.Captcha;
using Sparekey.Server.Edges.Web;
using Sparekey.Server.Holds;
using Sparekey.Server.Operations;
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

        // Security reset

        // Verify identity

        // Staff and review

        // Holds and integrators
        v1.MapGet("/accounts/{account_id}/holds", HoldCheck.Handle).For(Who.IntegratorKey).Answers<HoldCheck.View>(200, "not_found");
        v1.MapPut("/accounts/{account_id}/tier", SetTier.Handle).For(Who.Integrator).Answers<SetTier.View>(200, "not_found");
        v1.MapPost("/accounts/{account_id}/freeze", FreezeAccount.Handle).For(Who.Integrator).Answers<FreezeAccount.View>(200, "not_found");
        v1.MapPost("/accounts/{account_id}/unfreeze", UnfreezeAccount.Handle).For(Who.Integrator).Answers<FreezeAccount.View>(200, "not_found");
        v1.MapPost("/sessions/introspect", Introspect.Handle).For(Who.Integrator).Answers<Introspect.View>(200);
        v1.MapGet("/sessions/current", Introspect.HandleOwn).For(Who.Holder).Answers<Introspect.View>(200);

        // Operations
        app.MapGet("/health/live", Health.Live).For(Who.Anyone).Answers<Health.View>(200);
        app.MapGet("/health/ready", Health.Ready).For(Who.Anyone).Answers<Health.View>(200, "unavailable");

        // Development

        // Pages: open an account, sign in

        // Pages: the holder's account

        // Pages: security reset

        // Pages: verify identity

        // Pages: staff and review

        // Pages: help, development
    }
}
