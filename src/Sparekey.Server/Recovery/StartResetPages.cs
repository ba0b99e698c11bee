using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The pages that start a reset or resume one.</summary>
public sealed class StartResetPages(
    RecoveryStore store, OpenCase open, Resume resume, Cookies cookies, TimeProvider clock)
{
    // Longer than a case can live: the case itself says when it has ended.
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(90);

    public async Task<IResult> Show(HttpContext http, CancellationToken cancellation)
    {
        if (await Running(http, cancellation) is { Case: { IsLive: true } @case })
            return Page.GoTo(ResetWords.PathOf(@case));
        return Page.Show(new StartPage { SignedIn = BearerToken.TryParse(cookies.Read(http, Cookies.SignIn), out _) });
    }

    public async Task<IResult> Start(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        switch (await open.Run(flow, visitor, cancellation))
        {
            case Reply<OpenCase.View>.Done { Value: var view }:
                Keep(http, view.Recovery);
                return Page.Show(new ResumeCodePage { Code = view.ResumeCode, Next = "/reset/choose" });
            case Reply<OpenCase.View>.Refused { Why: var why }:
                var signedIn = why.Problem != Problem.Expired;
                return Page.Again(new StartPage { SignedIn = signedIn, Errors = FieldError.Of(why) }, why);
            default:
                throw new UnreachableException();
        }
    }

    public IResult ShowResume() => Page.Show(new ResumePage());

    public async Task<IResult> SubmitResume(HttpContext http, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        switch (await resume.Run(new Resume.Request(form["resume_code"]), visitor, cancellation))
        {
            case Reply<Resume.View>.Done { Value: var view }:
                Keep(http, view.Recovery);
                return Page.Show(new ResumeCodePage { Code = view.ResumeCode, Next = "/reset/status" });
            case Reply<Resume.View>.Refused { Why: var why }:
                return Page.Again(new ResumePage { Errors = FieldError.Of(why, "resume_code") }, why);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<LoadedCase?> Running(HttpContext http, CancellationToken cancellation) =>
        BearerToken.TryParse(cookies.Read(http, Cookies.Recovery), out var token)
            ? await store.Load(new FlowToken(token), cancellation)
            : null;

    private void Keep(HttpContext http, string token) =>
        cookies.Set(http, Cookies.Recovery, token, clock.GetUtcNow() + CookieLife);
}
