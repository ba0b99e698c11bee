using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Staff;

/// <summary>The pages on which a reviewer signs in with password and authenticator, and signs out.</summary>
public sealed class StaffSignInPages(
    BeginStaffSignIn begin, AnswerStaffSignIn answer, StaffSessions sessions, SliderForm slider, Cookies cookies)
{
    private const string Queue = "/review";
    private const string Verify = "/staff/sign-in/verify";

    public Task<IResult> Show(string? because, Visitor visitor, CancellationToken cancellation) =>
        Form(new Shown(Because: because), visitor, cancellation);

    public async Task<IResult> Submit(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var shown = new Shown(Email: form["email"].ToString());
        var captcha = await slider.Token(form, cancellation);
        if (captcha is Reply<string?>.Refused wrong)
            return await Form(shown with { Why = wrong.Why }, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await begin.Run(new(shown.Email, form["password"], token), visitor, cancellation))
        {
            case Reply<BeginStaffSignIn.View>.Done done:
                cookies.Set(http, Cookies.StaffSignIn, done.Value.SignIn, done.Value.ExpiresAt);
                return Page.GoTo(Verify);
            case Reply<BeginStaffSignIn.View>.Refused refused:
                return await Form(shown with { Why = refused.Why, Token = token }, visitor, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    public IResult ShowVerify() => Page.Show(new VerifyStaffPage());

    public async Task<IResult> SubmitVerify(
        HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await answer.Run(flow, new(form["code"]), visitor, cancellation))
        {
            case Reply<AnswerStaffSignIn.View>.Done done:
                cookies.Clear(http, Cookies.StaffSignIn);
                cookies.Set(http, Cookies.StaffSession, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Queue);
            case Reply<AnswerStaffSignIn.View>.Refused { Why.Problem: Problem.Expired }:
                cookies.Clear(http, Cookies.StaffSignIn);
                return Page.GoTo("/staff/sign-in?because=expired");
            case Reply<AnswerStaffSignIn.View>.Refused { Why: var why }:
                return Page.Again(new VerifyStaffPage { Errors = FieldError.Of(why, "code") }, why);
            default:
                throw new UnreachableException();
        }
    }

    public async Task<IResult> SignOut(HttpContext http, CancellationToken cancellation)
    {
        await sessions.End(cookies.Read(http, Cookies.StaffSession), cancellation);
        cookies.Clear(http, Cookies.StaffSession);
        return Page.GoTo("/staff/sign-in?because=signed_out");
    }

    private sealed record Shown(
        string? Email = null, string? Because = null, Refusal? Why = null, string? Token = null);

    private Task<IResult> Form(Shown shown, Visitor visitor, CancellationToken cancellation) => slider.Ask(
        CaptchaPurpose.SignIn,
        shown.Why,
        shown.Token,
        visitor,
        question => new StaffSignInPage
        {
            Email = shown.Email,
            Because = shown.Because,
            Errors = SliderForm.Errors(shown.Why),
            Slider = question,
        },
        cancellation);
}
