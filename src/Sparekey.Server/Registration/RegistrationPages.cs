using Sparekey.Server.Captcha;
using Sparekey.Server.Edges.Web;
using Sparekey.Server.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Registration;

/// <summary>The pages on which somebody opens an account.</summary>
public static class RegistrationPages
{
    private const string Confirm = "/register/confirm";
    private const string Security = "/security";

    /// <summary>What this is, for a stranger; somebody who is signed in goes on.</summary>
    public static IResult ShowStart(Holder? holder, Settings settings) =>
        holder is null ? Page.Show<StartPage>(new { settings.ServiceName }) : Page.GoTo(Security);

    public static async Task<IResult> Show(Holder? holder, Settings settings, Captchas captchas, CancellationToken cancellation) =>
        holder is null ? await Form(null, [], settings, captchas, cancellation) : Page.GoTo(Security);

    public static async Task<IResult> Submit(HttpContext http, Register register, Captchas captchas, Cookies cookies, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var email = form["email"].ToString();
        var captcha = await SubmittedCaptcha.Token(form, captchas, cancellation);
        if (captcha is Reply<string?>.Refused wrong) return await Form(email, FieldError.Of(wrong.Why, SliderField.Name), settings, captchas, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await register.Run(new Register.Request(email, form["password"], token), visitor, cancellation))
        {
            case Reply<Register.View>.Done done:
                cookies.Set(http, Cookies.Registration, done.Value.Registration, done.Value.ExpiresAt);
                return Page.GoTo(Confirm);
            case Reply<Register.View>.Refused refused:
                var errors = FieldError.Of(refused.Why, refused.Why.Code switch { "weak_password" => "password", "captcha_required" => SliderField.Name, _ => null });
                return await Form(email, errors, settings, captchas, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static async Task<IResult> ShowConfirm(FlowToken flow, SendRegistrationCode codes, TimeProvider clock, CancellationToken cancellation) =>
        await Code(flow, [], codes, clock, cancellation);

    public static async Task<IResult> SubmitConfirm(HttpContext http, FlowToken flow, ConfirmEmail confirm, SendRegistrationCode codes, Cookies cookies, TimeProvider clock, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await confirm.Run(flow, new ConfirmEmail.Request(form["code"]), visitor, cancellation))
        {
            case Reply<ConfirmEmail.View>.Done done:
                cookies.Clear(http, Cookies.Registration);
                cookies.Set(http, Cookies.Session, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Security);
            case Reply<ConfirmEmail.View>.Refused refused:
                return await Code(flow, FieldError.Of(refused.Why, "code"), codes, clock, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static async Task<IResult> SubmitCodes(FlowToken flow, SendRegistrationCode codes, TimeProvider clock, Visitor visitor, CancellationToken cancellation) =>
        await codes.Run(flow, visitor, cancellation) is Reply<SendRegistrationCode.View>.Refused refused
            ? await Code(flow, FieldError.Of(refused.Why), codes, clock, cancellation)
            : Page.GoTo(Confirm);

    private static async Task<IResult> Form(string? email, IReadOnlyList<FieldError> errors, Settings settings, Captchas captchas, CancellationToken cancellation) =>
        Page.Show<RegisterPage>(
            new { Email = email, Errors = errors, settings.ServiceName, PasswordMinimum = settings.Numbers.PasswordMinimum, Captcha = await captchas.Create(CaptchaPurpose.Registration, cancellation) },
            errors.Count == 0 ? 200 : 422);

    private static async Task<IResult> Code(FlowToken flow, IReadOnlyList<FieldError> errors, SendRegistrationCode codes, TimeProvider clock, CancellationToken cancellation) =>
        Page.Show<ConfirmEmailPage>(new { Errors = errors, Sent = await codes.Look(flow, cancellation), Now = clock.GetUtcNow() }, errors.Count == 0 ? 200 : 422);
}
