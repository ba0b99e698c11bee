using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;
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

    public static async Task<IResult> Show(Holder? holder, Settings settings, Captchas captchas, Visitor visitor, CancellationToken cancellation) =>
        holder is null ? await Form(null, null, null, settings, captchas, visitor, cancellation) : Page.GoTo(Security);

    public static async Task<IResult> Submit(HttpContext http, Register register, Captchas captchas, Cookies cookies, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var email = form["email"].ToString();
        var captcha = await SubmittedCaptcha.Token(form, captchas, cancellation);
        if (captcha is Reply<string?>.Refused wrong) return await Form(email, wrong.Why, null, settings, captchas, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await register.Run(new Register.Request(email, form["password"], token), visitor, cancellation))
        {
            case Reply<Register.View>.Done done:
                cookies.Set(http, Cookies.Registration, done.Value.Registration, done.Value.ExpiresAt);
                return Page.GoTo(Confirm);
            case Reply<Register.View>.Refused refused:
                return await Form(email, refused.Why, token, settings, captchas, visitor, cancellation);
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

    private static Task<IResult> Form(string? email, Refusal? why, string? token, Settings settings, Captchas captchas, Visitor visitor, CancellationToken cancellation) =>
        SliderQuestion.Ask(captchas, CaptchaPurpose.Registration, why, token, visitor, slider =>
        {
            var parameters = new { Email = email, Errors = SliderQuestion.Errors(why, why?.Problem == Problem.WeakPassword ? "password" : null), settings.ServiceName, PasswordMinimum = settings.Numbers.PasswordMinimum, Slider = slider };
            return why is null ? Page.Show<RegisterPage>(parameters) : Page.Again<RegisterPage>(parameters, why);
        }, cancellation);

    private static async Task<IResult> Code(FlowToken flow, IReadOnlyList<FieldError> errors, SendRegistrationCode codes, TimeProvider clock, CancellationToken cancellation) =>
        Page.Show<ConfirmEmailPage>(new { Errors = errors, Sent = await codes.Look(flow, cancellation), Now = clock.GetUtcNow() }, errors.Count == 0 ? 200 : 422);
}
