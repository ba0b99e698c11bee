using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>The first page of a sign-in, and signing out.</summary>
public static class SignInPages
{
    /// <summary>Where a sign-in leads unless somebody was on the way to elsewhere.</summary>
    internal const string Home = "/security";

    /// <summary>Where a sign-in begins again when its time is over.</summary>
    internal const string Expired = "/sign-in?because=expired";

    public static async Task<IResult> Show(Holder? holder, string? next, string? because, Captchas captchas, TimeProvider clock, Visitor visitor, CancellationToken cancellation) =>
        holder is null ? await Form(null, next, because, null, null, captchas, clock, visitor, cancellation) : Page.GoTo(Page.LocalPath(next, Home));

    public static async Task<IResult> Submit(HttpContext http, BeginSignIn begin, Captchas captchas, Cookies cookies, TimeProvider clock, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (email, next) = (form["email"].ToString(), form["next"].ToString());
        var captcha = await SubmittedCaptcha.Token(form, captchas, cancellation);
        if (captcha is Reply<string?>.Refused wrong) return await Form(email, next, null, wrong.Why, null, captchas, clock, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await begin.Run(new BeginSignIn.Request(email, form["password"], token), visitor, cancellation))
        {
            case Reply<BeginSignIn.View>.Done { Value: { Session: { } session } }:
                return Complete(http, cookies, session, next);
            case Reply<BeginSignIn.View>.Done { Value: { SignIn: { } flow, ExpiresAt: { } expires } }:
                cookies.Set(http, Cookies.SignIn, flow, expires);
                return Page.GoTo(SecondStepPages.Address("/sign-in/verify", null, next));
            case Reply<BeginSignIn.View>.Refused refused:
                return await Form(email, next, null, refused.Why, token, captchas, clock, visitor, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static async Task<IResult> SignOut(HttpContext http, Holder holder, EndSession end, Cookies cookies, Visitor visitor, CancellationToken cancellation)
    {
        await end.Run(holder, holder.Session, visitor, cancellation);   // one that has ended meanwhile is signed out as well
        cookies.Clear(http, Cookies.Session);
        return Page.GoTo("/sign-in?because=signed_out");
    }

    /// <summary>The session takes the place of the flow, and the person goes on to where they wanted to be.</summary>
    internal static IResult Complete(HttpContext http, Cookies cookies, SessionView session, string? next)
    {
        cookies.Clear(http, Cookies.SignIn);
        cookies.Set(http, Cookies.Session, session.Token, session.ExpiresAt);
        return Page.GoTo(Page.LocalPath(next, Home));
    }

    private static Task<IResult> Form(string? email, string? next, string? because, Refusal? why, string? token, Captchas captchas, TimeProvider clock, Visitor visitor, CancellationToken cancellation) =>
        SliderQuestion.Ask(captchas, CaptchaPurpose.SignIn, why, token, visitor, slider =>
        {
            var parameters = new
            {
                Email = email,
                Next = Page.LocalPath(next, "") is { Length: > 0 } path ? path : null,
                Because = because,
                why?.RetryAt,
                Now = clock.GetUtcNow(),
                Errors = SliderQuestion.Errors(why),
                Slider = slider,
            };
            return why is null ? Page.Show<SignInPage>(parameters) : Page.Again<SignInPage>(parameters, why);
        }, cancellation);
}
