using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Registration;

/// <summary>The pages on which a stranger opens an account.</summary>
public sealed class RegistrationPages(
    Register register,
    ConfirmEmail confirm,
    SendRegistrationCode send,
    SliderForm slider,
    Cookies cookies,
    TimeProvider clock,
    Settings settings)
{
    private const string Confirm = "/register/confirm";
    private const string Security = "/security";

    /// <summary>The start page for a stranger. A holder is led to the security page.</summary>
    public IResult ShowStart(Holder? holder) =>
        holder is null ? Page.Show(new StartPage { ServiceName = settings.ServiceName }) : Page.GoTo(Security);

    public async Task<IResult> Show(Holder? holder, Visitor visitor, CancellationToken cancellation) =>
        holder is null ? await Form(null, null, null, visitor, cancellation) : Page.GoTo(Security);

    public async Task<IResult> Submit(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var email = form["email"].ToString();
        var captcha = await slider.Token(form, cancellation);
        if (captcha is Reply<string?>.Refused wrong) return await Form(email, wrong.Why, null, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await register.Run(new(email, form["password"], token), visitor, cancellation))
        {
            case Reply<Register.View>.Done done:
                cookies.Set(http, Cookies.Registration, done.Value.Registration, done.Value.ExpiresAt);
                return Page.GoTo(Confirm);
            case Reply<Register.View>.Refused refused:
                return await Form(email, refused.Why, token, visitor, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    public Task<IResult> ShowConfirm(FlowToken flow, CancellationToken cancellation) =>
        CodeForm(flow, null, null, cancellation);

    public async Task<IResult> SubmitConfirm(
        HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await confirm.Run(flow, new(form["code"]), visitor, cancellation))
        {
            case Reply<ConfirmEmail.View>.Done done:
                cookies.Clear(http, Cookies.Registration);
                cookies.Set(http, Cookies.Session, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Security);
            case Reply<ConfirmEmail.View>.Refused refused:
                return await CodeForm(flow, refused.Why, "code", cancellation);
            default:
                throw new UnreachableException();
        }
    }

    public async Task<IResult> SubmitCodes(FlowToken flow, Visitor visitor, CancellationToken cancellation) =>
        await send.Run(flow, visitor, cancellation) is Reply<SendRegistrationCode.View>.Refused refused
            ? await CodeForm(flow, refused.Why, null, cancellation)
            : Page.GoTo(Confirm);

    private Task<IResult> Form(
        string? email, Refusal? why, string? token, Visitor visitor, CancellationToken cancellation) =>
        slider.Ask(
            CaptchaPurpose.Registration,
            why,
            token,
            visitor,
            question => new RegisterPage
            {
                Email = email,
                ServiceName = settings.ServiceName,
                PasswordMinimum = settings.Numbers.PasswordMinimum,
                Errors = SliderForm.Errors(why, why?.Problem == Problem.WeakPassword ? "password" : null),
                Slider = question,
            },
            cancellation);

    private async Task<IResult> CodeForm(
        FlowToken flow, Refusal? why, string? control, CancellationToken cancellation)
    {
        var page = new ConfirmEmailPage
        {
            Errors = FieldError.Of(why, control),
            Sent = await send.Look(flow, cancellation),
            Now = clock.GetUtcNow(),
        };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }
}
