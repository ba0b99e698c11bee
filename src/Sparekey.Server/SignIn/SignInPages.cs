using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>The first page of a sign-in, and signing out.</summary>
public sealed class SignInPages(BeginSignIn begin, EndSession end, SliderForm slider, Cookies cookies,
    TimeProvider clock)
{
    /// <summary>Where a sign-in leads when the person did not ask for another page before.</summary>
    internal const string Home = "/security";

    /// <summary>Where a sign-in starts again after it has expired.</summary>
    internal const string Expired = "/sign-in?because=expired";

    public async Task<IResult> Show(
        Holder? holder, string? next, string? because, Visitor visitor, CancellationToken cancellation) =>
        holder is null
            ? await Form(new Shown(Next: next, Because: because), visitor, cancellation)
            : Page.GoTo(Page.LocalPath(next, Home));

    public async Task<IResult> Submit(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var shown = new Shown(Email: form["email"], Next: form["next"]);
        var captcha = await slider.Token(form, cancellation);
        if (captcha is Reply<string?>.Refused wrong)
            return await Form(shown with { Why = wrong.Why }, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await begin.Run(new(shown.Email, form["password"], token), visitor, cancellation))
        {
            case Reply<BeginSignIn.View>.Done { Value: { Session: { } session } }:
                return Complete(http, cookies, session, shown.Next);
            case Reply<BeginSignIn.View>.Done { Value: { SignIn: { } flow, ExpiresAt: { } expires } }:
                cookies.Set(http, Cookies.SignIn, flow, expires);
                return Page.GoTo(SecondStepPages.Address("/sign-in/verify", null, shown.Next));
            case Reply<BeginSignIn.View>.Refused refused:
                return await Form(shown with { Why = refused.Why, Token = token }, visitor, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    public async Task<IResult> SignOut(
        HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        // a session that has ended meanwhile is signed out too
        await end.Run(holder, holder.Session, visitor, cancellation);
        cookies.Clear(http, Cookies.Session);
        return Page.GoTo("/sign-in?because=signed_out");
    }

    /// <summary>The session's cookie replaces the flow's, and the person gets the page that they asked for.</summary>
    internal static IResult Complete(HttpContext http, Cookies cookies, SessionView session, string? next)
    {
        cookies.Clear(http, Cookies.SignIn);
        cookies.Set(http, Cookies.Session, session.Token, session.ExpiresAt);
        return Page.GoTo(Page.LocalPath(next, Home));
    }

    private sealed record Shown(
        string? Email = null, string? Next = null, string? Because = null, Refusal? Why = null, string? Token = null);

    private Task<IResult> Form(Shown shown, Visitor visitor, CancellationToken cancellation) => slider.Ask(
        CaptchaPurpose.SignIn,
        shown.Why,
        shown.Token,
        visitor,
        question => new SignInPage
        {
            Email = shown.Email,
            Next = SecondStepPages.Next(shown.Next),
            Because = shown.Because,
            RetryAt = shown.Why?.RetryAt,
            Now = clock.GetUtcNow(),
            Errors = SliderForm.Errors(shown.Why),
            Slider = question,
        },
        cancellation);
}
