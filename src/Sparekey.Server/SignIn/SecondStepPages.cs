using System.Diagnostics;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.SignIn;

/// <summary>The second step of a sign-in as pages: one factor at a time, with a link to each other one.</summary>
public sealed class SecondStepPages(
    SecondStep step, AnswerCode answer, SendSignInCode send, Cookies cookies, TimeProvider clock, Settings settings)
{
    private const string Verify = "/sign-in/verify";

    public Task<IResult> Show(
        HttpContext http, FlowToken flow, string? method, string? next, CancellationToken cancellation) =>
        Form(http, flow, method, next, null, cancellation);

    public async Task<IResult> Submit(
        HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await answer.Run(flow, new(method, form["code"]), visitor, cancellation) switch
        {
            Reply<AnswerCode.View>.Done done => SignInPages.Complete(http, cookies, done.Value.Session, next),
            Reply<AnswerCode.View>.Refused refused => await Form(http, flow, method, next, refused.Why, cancellation),
            _ => throw new UnreachableException(),
        };
    }

    public async Task<IResult> SubmitCodes(
        HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await send.Run(flow, new(method, form["channel"]), visitor, cancellation)
            is Reply<PhoneCodes.View>.Refused refused
            ? await Form(http, flow, method, next, refused.Why, cancellation)
            : Page.GoTo(Address(Verify, method, next));
    }

    // A flow that has ended, for whatever reason, leads back to the first page, which says why.
    private async Task<IResult> Form(
        HttpContext http,
        FlowToken flow,
        string? method,
        string? next,
        Refusal? why,
        CancellationToken cancellation)
    {
        if (await step.OfSignIn(flow, cancellation) is not Reply<SecondStep.View>.Done { Value: var view })
        {
            cookies.Clear(http, Cookies.SignIn);
            var query = Next(next) is { } path ? $"&next={Uri.EscapeDataString(path)}" : "";
            return Page.GoTo(SignInPages.Expired + query);
        }
        var page = new VerifyPage { Ask = Ask(Verify, view, method, next, why, clock, settings) };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }

    internal static SecondStepForm.Ask Ask(
        string address,
        SecondStep.View view,
        string? method,
        string? next,
        Refusal? why,
        TimeProvider clock,
        Settings settings)
    {
        var chosen = view.Factors.FirstOrDefault(factor => factor.FactorId == method)
            ?? view.Factors.FirstOrDefault(factor => factor.State == FactorState.Active)
            ?? (view.Factors.Count > 0 ? view.Factors[0] : null);
        return new SecondStepForm.Ask(
            address,
            view.Factors,
            chosen,
            view.Codes.FirstOrDefault(code => code.FactorId == chosen?.FactorId),
            FieldError.Of(why, ControlOf(why, chosen)),
            why?.RetryAt,
            Next(next),
            clock.GetUtcNow(),
            settings.Numbers.RestrictedNotice);
    }

    private static string? ControlOf(Refusal? why, FactorOffer? chosen) => why?.Problem switch
    {
        Problem.WrongCode or Problem.CodeAlreadyUsed or Problem.WrongPassword or Problem.Expired =>
            chosen is null ? "password" : "code",
        _ => null,
    };

    /// <summary>The page to which the person returns, when it is a path of this site.</summary>
    internal static string? Next(string? next) => Page.LocalPath(next, "") is { Length: > 0 } path ? path : null;

    /// <summary>A page of the second step, with the factor and the page to which the person returns.</summary>
    internal static string Address(string page, string? method, string? next)
    {
        var query = new List<string>();
        if (method is { Length: 32 }) query.Add($"method={Uri.EscapeDataString(method)}");
        if (Next(next) is { } path) query.Add($"next={Uri.EscapeDataString(path)}");
        return query.Count == 0 ? page : $"{page}?{string.Join('&', query)}";
    }
}
