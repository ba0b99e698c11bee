using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.SignIn;

/// <summary>The second step of a sign-in as pages: one method at a time, every other one a link away.</summary>
public static class SecondStepPages
{
    private const string Verify = "/sign-in/verify";

    public static Task<IResult> Show(HttpContext http, FlowToken flow, string? method, string? next, SecondStep step, Cookies cookies, TimeProvider clock, Settings settings, CancellationToken cancellation) =>
        Form(http, flow, method, next, null, step, cookies, clock, settings, cancellation);

    public static async Task<IResult> Submit(HttpContext http, FlowToken flow, AnswerCode answer, SecondStep step, Cookies cookies, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await answer.Run(flow, new AnswerCode.Request(method, form["code"]), visitor, cancellation) switch
        {
            Reply<AnswerCode.View>.Done done => SignInPages.Complete(http, cookies, done.Value.Session, next),
            Reply<AnswerCode.View>.Refused refused => await Form(http, flow, method, next, refused.Why, step, cookies, clock, settings, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static async Task<IResult> SubmitCodes(HttpContext http, FlowToken flow, SendSignInCode send, SecondStep step, Cookies cookies, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (method, next) = (form["factor_id"].ToString(), form["next"].ToString());
        return await send.Run(flow, new SendSignInCode.Request(method, form["channel"]), visitor, cancellation) is Reply<PhoneCodes.View>.Refused refused
            ? await Form(http, flow, method, next, refused.Why, step, cookies, clock, settings, cancellation)
            : Page.GoTo(Address(Verify, method, next));
    }

    // A flow that is over, whatever it was over, leads back to its beginning: the sentence there says why.
    private static async Task<IResult> Form(HttpContext http, FlowToken flow, string? method, string? next, Refusal? why, SecondStep step, Cookies cookies, TimeProvider clock, Settings settings, CancellationToken cancellation)
    {
        if (await step.OfSignIn(flow, cancellation) is not Reply<SecondStep.View>.Done { Value: var view })
        {
            cookies.Clear(http, Cookies.SignIn);
            return Page.GoTo(SignInPages.Expired + (Page.LocalPath(next, "") is { Length: > 0 } path ? $"&next={Uri.EscapeDataString(path)}" : ""));
        }
        return Page.Show<VerifyPage>(new { Ask = Ask(Verify, view, method, next, why, clock, settings) }, why is null ? 200 : 422);
    }

    internal static SecondStepForm.Ask Ask(string address, SecondStep.View view, string? method, string? next, Refusal? why, TimeProvider clock, Settings settings)
    {
        var chosen = view.Factors.FirstOrDefault(f => f.FactorId == method) ?? view.Factors.FirstOrDefault(f => f.State == FactorState.Active) ?? (view.Factors.Count > 0 ? view.Factors[0] : null);
        return new SecondStepForm.Ask(
            address,
            view.Factors,
            chosen,
            view.Codes.FirstOrDefault(c => c.FactorId == chosen?.FactorId),
            why is null ? [] : FieldError.Of(why, why.Problem is Problem.WrongCode or Problem.CodeAlreadyUsed or Problem.WrongPassword or Problem.Expired ? chosen is null ? "password" : "code" : null),
            why?.RetryAt,
            Page.LocalPath(next, "") is { Length: > 0 } path ? path : null,
            clock.GetUtcNow(),
            settings.Numbers.RestrictedNotice);
    }

    /// <summary>A page of the second step with its method and where to go afterwards.</summary>
    internal static string Address(string page, string? method, string? next)
    {
        var query = new List<string>();
        if (method is { Length: 32 }) query.Add($"method={Uri.EscapeDataString(method)}");
        if (Page.LocalPath(next, "") is { Length: > 0 } path) query.Add($"next={Uri.EscapeDataString(path)}");
        return query.Count == 0 ? page : $"{page}?{string.Join('&', query)}";
    }
}
