using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>The page before a change, for a session that is not fresh.</summary>
public sealed class StepUpPages(
    SecondStep step, StepUp stepUp, SendStepUpCode send, Cookies cookies, TimeProvider clock, Settings settings)
{
    private const string Address = "/step-up";

    public Task<IResult> Show(Holder holder, string? method, string? next, CancellationToken cancellation) =>
        Form(holder, method, next, null, cancellation);

    public async Task<IResult> Submit(
        HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        var request = method.Length == 0
            ? new StepUp.Request(null, null, form["password"])
            : new StepUp.Request(method, form["code"], null);
        switch (await stepUp.Run(holder, request, visitor, cancellation))
        {
            case Reply<StepUp.View>.Done done:
                cookies.Set(http, Cookies.Session, done.Value.Session.Token, done.Value.Session.ExpiresAt);
                return Page.GoTo(Page.LocalPath(next, SignInPages.Home));
            case Reply<StepUp.View>.Refused { Why.Problem: Problem.SessionRequired }:
                return Page.GoTo(SignInPages.Expired);
            case Reply<StepUp.View>.Refused refused:
                var why = request.Password is { Length: 0 }
                    ? Refusals.Invalid(("password", "invalid.password"))
                    : refused.Why;
                return await Form(holder, method, next, why, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    public async Task<IResult> SubmitCodes(
        HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await send.Run(holder, new(method, form["channel"]), visitor, cancellation)
            is Reply<PhoneCodes.View>.Refused refused
            ? await Form(holder, method, next, refused.Why, cancellation)
            : Page.GoTo(SecondStepPages.Address(Address, method, next));
    }

    private async Task<IResult> Form(
        Holder holder, string? method, string? next, Refusal? why, CancellationToken cancellation)
    {
        var view = await step.OfStepUp(holder, cancellation);
        var page = new StepUpPage { Ask = SecondStepPages.Ask(Address, view, method, next, why, clock, settings) };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }
}
