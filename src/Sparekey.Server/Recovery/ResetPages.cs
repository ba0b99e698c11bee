using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The pages around a reset: its start, resuming it, where it stands, calling it off, and <em>This wasn't me</em>.</summary>
public static class ResetPages
{
    public static async Task<IResult> Show(HttpContext http, Cookies cookies, RecoveryStore store, CancellationToken cancellation)
    {
        if (await Running(http, cookies, store, cancellation) is { Case: { IsLive: true } @case }) return Page.GoTo(ResetWords.PathOf(@case));
        return Page.Show<StartPage>(new { SignedIn = BearerToken.TryParse(cookies.Read(http, Cookies.SignIn), out _) });
    }

    public static async Task<IResult> Start(HttpContext http, FlowToken flow, OpenCase open, Cookies cookies, TimeProvider clock, Visitor visitor, CancellationToken cancellation)
    {
        switch (await open.Run(flow, visitor, cancellation))
        {
            case Reply<OpenCase.View>.Done { Value: var view }:
                Keep(http, cookies, view.Recovery, clock);
                return Page.Show<ResumeCodePage>(new { Code = view.ResumeCode, Next = "/reset/choose" });
            case Reply<OpenCase.View>.Refused { Why: var why }:
                return Page.Show<StartPage>(new { SignedIn = why.Problem != Problem.Expired, Errors = FieldError.Of(why, null) }, 422);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static IResult ShowResume() => Page.Show<ResumePage>();

    public static async Task<IResult> SubmitResume(HttpContext http, Resume resume, Cookies cookies, TimeProvider clock, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await resume.Run(new Resume.Request(form["resume_code"]), visitor, cancellation))
        {
            case Reply<Resume.View>.Done { Value: var view }:
                Keep(http, cookies, view.Recovery, clock);
                return Page.Show<ResumeCodePage>(new { Code = view.ResumeCode, Next = "/reset/status" });
            case Reply<Resume.View>.Refused { Why: var why }:
                return Page.Show<ResumePage>(new { Errors = FieldError.Of(why, "resume_code") }, 422);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static Task<IResult> ShowStatus(FlowToken flow, RecoveryStore store, CaseEvidence evidence, TimeProvider clock, Settings settings, CancellationToken cancellation) => With(flow, store, async hand =>
        Page.Show<StatusPage>(new
        {
            hand.Case, HasDocument = hand.Case.State == CaseState.MoreInformation && await evidence.Of(hand, cancellation) is { Verification.IsDecided: false },
            settings.Recovery.ReviewTarget, Now = clock.GetUtcNow(),
        }), cancellation);

    public static Task<IResult> ShowCancel(FlowToken flow, RecoveryStore store, CancellationToken cancellation) => With(flow, store, hand =>
        Task.FromResult(hand.Case.IsLive ? Page.Show<CancelPage>(new { hand.Case }) : Page.GoTo("/reset/status")), cancellation);

    public static async Task<IResult> Cancel(FlowToken flow, CancelCase cancel, Visitor visitor, CancellationToken cancellation)
    {
        await cancel.Run(flow, visitor, cancellation);   // a case that has ended already says so on the same page
        return Page.GoTo("/reset/status");
    }

    /// <summary>Changes nothing: mail programs open links by themselves.</summary>
    public static IResult ShowObjection(string? token) => Page.Show<ObjectionPage>(new { Token = BearerToken.TryParse(token, out var known) ? known.Text : "" });

    public static async Task<IResult> SubmitObjection(HttpContext http, ObjectToCase objection, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        return await objection.Run(new ObjectToCase.Request(form["token"]), visitor, cancellation) switch
        {
            Reply<ObjectToCase.View>.Done { Value: var view } => Page.Show<ObjectionPage>(new { Frozen = true, Stopped = view.CaseStopped, settings.Support }),
            Reply<ObjectToCase.View>.Refused { Why: var why } => Page.Show<ObjectionPage>(new { Errors = FieldError.Of(why, null) }, 422),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Loads the case of a page; a token that opens nothing leads to where a resume code is typed.</summary>
    internal static async Task<IResult> With(FlowToken flow, RecoveryStore store, Func<LoadedCase, Task<IResult>> show, CancellationToken cancellation) =>
        await store.Load(flow, cancellation) is { } hand ? await show(hand) : Page.GoTo("/reset/resume");

    private static async Task<LoadedCase?> Running(HttpContext http, Cookies cookies, RecoveryStore store, CancellationToken cancellation) =>
        BearerToken.TryParse(cookies.Read(http, Cookies.Recovery), out var token) ? await store.Load(new FlowToken(token), cancellation) : null;

    // As long as a case can live: the case itself says when it has ended.
    private static void Keep(HttpContext http, Cookies cookies, string token, TimeProvider clock) => cookies.Set(http, Cookies.Recovery, token, clock.GetUtcNow() + TimeSpan.FromDays(90));
}
