using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>The page that stands before changes when the last sign-in or confirmation is more than a few minutes ago.</summary>
public static class StepUpPages
{
    private const string Address = "/step-up";

    public static Task<IResult> Show(Holder holder, string? method, string? next, SecondStep step, TimeProvider clock, Settings settings, CancellationToken cancellation) =>
        Form(holder, method, next, null, step, clock, settings, cancellation);

    public static async Task<IResult> Submit(HttpContext http, Holder holder, StepUp stepUp, SecondStep step, Cookies cookies, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        var request = method.Length == 0 ? new StepUp.Request(null, null, form["password"]) : new StepUp.Request(method, form["code"], null);
        switch (await stepUp.Run(holder, request, visitor, cancellation))
        {
            case Reply<StepUp.View>.Done done:
                cookies.Set(http, Cookies.Session, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Page.LocalPath(next, SignInPages.Home));
            case Reply<StepUp.View>.Refused { Why.Problem: Problem.SessionRequired }:
                return Page.GoTo(SignInPages.Expired);
            case Reply<StepUp.View>.Refused refused:
                var why = request.Password is { Length: 0 } ? Refusals.Invalid(("password", "invalid.password")) : refused.Why;
                return await Form(holder, method, next, why, step, clock, settings, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static async Task<IResult> SubmitCodes(HttpContext http, Holder holder, SendStepUpCode send, SecondStep step, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await send.Run(holder, new SendStepUpCode.Request(method, form["channel"]), visitor, cancellation) is Reply<PhoneCodes.View>.Refused refused
            ? await Form(holder, method, next, refused.Why, step, clock, settings, cancellation)
            : Page.GoTo(SecondStepPages.Address(Address, method, next));
    }

    private static async Task<IResult> Form(Holder holder, string? method, string? next, Refusal? why, SecondStep step, TimeProvider clock, Settings settings, CancellationToken cancellation)
    {
        var parameters = new { Ask = SecondStepPages.Ask(Address, await step.OfStepUp(holder, cancellation), method, next, why, clock, settings) };
        return why is null ? Page.Show<StepUpPage>(parameters) : Page.Again<StepUpPage>(parameters, why);
    }
}
