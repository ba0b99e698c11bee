using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Captcha;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Staff;

/// <summary>The reviewers' way in: set up once, then sign in with password and authenticator, and out again.</summary>
public static class StaffPages
{
    private const string Queue = "/review";
    private const string Verify = "/staff/sign-in/verify";
    private const string Authenticator = "/staff/set-up/authenticator";

    public static async Task<IResult> ShowSetUp(string? token, SetUpStaff setUp, CancellationToken cancellation) =>
        await setUp.Find(token, cancellation) is { } invited
            ? Page.Show<SetUpPage>(new { Token = token, invited.Name })
            : Page.Show<ProblemPage>(new { Refusal = Refusals.SetUpLinkDead }, 410);

    public static async Task<IResult> ChoosePassword(HttpContext http, SetUpStaff setUp, Cookies cookies, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var token = form["token"].ToString();
        switch (await setUp.ChoosePassword(new SetUpStaff.PasswordRequest(token, form["password"]), visitor, cancellation))
        {
            case Reply<SetUpStaff.View>.Done done:
                cookies.Set(http, Cookies.StaffSetUp, token, done.Value.ExpiresAt);   // so that the token stands in no further address
                return Page.GoTo(Authenticator);
            case Reply<SetUpStaff.View>.Refused refused when await setUp.Find(token, cancellation) is { } invited:
                return Page.Again<SetUpPage>(new { Token = token, invited.Name, Errors = FieldError.Of(refused.Why, "password") }, refused.Why);
            default:
                return Page.Show<ProblemPage>(new { Refusal = Refusals.SetUpLinkDead }, 410);
        }
    }

    public static async Task<IResult> ShowAuthenticator(HttpContext http, SetUpStaff setUp, Cookies cookies, CancellationToken cancellation) =>
        await AuthenticatorPage(cookies.Read(http, Cookies.StaffSetUp), null, setUp, cancellation);

    public static async Task<IResult> ConfirmAuthenticator(HttpContext http, SetUpStaff setUp, Cookies cookies, Visitor visitor, CancellationToken cancellation)
    {
        var token = cookies.Read(http, Cookies.StaffSetUp);
        var code = (await http.Request.ReadFormAsync(cancellation))["code"].ToString();
        if (await setUp.Confirm(new SetUpStaff.ConfirmRequest(token, code), visitor, cancellation) is Reply<Nothing>.Refused refused)
            return await AuthenticatorPage(token, refused.Why, setUp, cancellation);
        cookies.Clear(http, Cookies.StaffSetUp);
        return Page.GoTo("/staff/sign-in?because=set_up");
    }

    private static async Task<IResult> AuthenticatorPage(string? token, Refusal? why, SetUpStaff setUp, CancellationToken cancellation) =>
        await setUp.Find(token, cancellation) is { } invited && setUp.Show(invited) is { } key
            ? Page.Show<SetUpAuthenticatorPage>(new { Key = key, Errors = why is null ? null : FieldError.Of(why, "code") }, why is null ? 200 : 422)
            : Page.Show<ProblemPage>(new { Refusal = Refusals.SetUpLinkDead }, 410);

    public static Task<IResult> ShowSignIn(string? because, Captchas captchas, Visitor visitor, CancellationToken cancellation) => SignInForm(null, because, null, null, captchas, visitor, cancellation);

    public static async Task<IResult> SignIn(HttpContext http, BeginStaffSignIn begin, Captchas captchas, Cookies cookies, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var email = form["email"].ToString();
        var captcha = await SubmittedCaptcha.Token(form, captchas, cancellation);
        if (captcha is Reply<string?>.Refused wrong) return await SignInForm(email, null, wrong.Why, null, captchas, visitor, cancellation);
        var token = ((Reply<string?>.Done)captcha).Value;
        switch (await begin.Run(new BeginStaffSignIn.Request(email, form["password"], token), visitor, cancellation))
        {
            case Reply<BeginStaffSignIn.View>.Done done:
                cookies.Set(http, Cookies.StaffSignIn, done.Value.SignIn, done.Value.ExpiresAt);
                return Page.GoTo(Verify);
            case Reply<BeginStaffSignIn.View>.Refused refused:
                return await SignInForm(email, null, refused.Why, token, captchas, visitor, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static IResult ShowVerify() => Page.Show<VerifyStaffPage>();

    public static async Task<IResult> SubmitVerify(HttpContext http, FlowToken flow, AnswerStaffSignIn answer, Cookies cookies, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await answer.Run(flow, new AnswerStaffSignIn.Request(form["code"]), visitor, cancellation))
        {
            case Reply<AnswerStaffSignIn.View>.Done done:
                cookies.Clear(http, Cookies.StaffSignIn);
                cookies.Set(http, Cookies.StaffSession, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Queue);
            case Reply<AnswerStaffSignIn.View>.Refused { Why.Problem: Problem.Expired }:
                cookies.Clear(http, Cookies.StaffSignIn);
                return Page.GoTo("/staff/sign-in?because=expired");
            case Reply<AnswerStaffSignIn.View>.Refused refused:
                return Page.Show<VerifyStaffPage>(new { Errors = FieldError.Of(refused.Why, "code") }, 422);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static async Task<IResult> SignOut(HttpContext http, StaffSessions sessions, Cookies cookies, CancellationToken cancellation)
    {
        await sessions.End(cookies.Read(http, Cookies.StaffSession), cancellation);
        cookies.Clear(http, Cookies.StaffSession);
        return Page.GoTo("/staff/sign-in?because=signed_out");
    }

    private static Task<IResult> SignInForm(string? email, string? because, Refusal? why, string? token, Captchas captchas, Visitor visitor, CancellationToken cancellation) =>
        SliderQuestion.Ask(captchas, CaptchaPurpose.SignIn, why, token, visitor, slider =>
        {
            var parameters = new { Email = email, Because = because, Errors = SliderQuestion.Errors(why), Slider = slider };
            return why is null ? Page.Show<StaffSignInPage>(parameters) : Page.Again<StaffSignInPage>(parameters, why);
        }, cancellation);
}
