using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Security;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Making recovery codes. They are shown in the answer to the form, and never again.</summary>
public static class RecoveryCodePages
{
    public static async Task<IResult> Show(ShowAccount show, Holder holder, CancellationToken cancellation) =>
        holder.IsFrozen ? Page.GoTo("/security") : Page.Show<RecoveryCodesPage>(new { Left = (await show.Run(holder, cancellation)).RecoveryCodesLeft });

    public static async Task<IResult> Submit(IssueRecoveryCodes issue, Holder holder, Visitor visitor, TimeProvider clock, Settings settings, CancellationToken cancellation) =>
        await issue.Run(holder, visitor, cancellation) switch
        {
            Reply<IssueRecoveryCodes.View>.Done done => Page.Show<RecoveryCodesPage>(new { done.Value.Codes, MadeAt = clock.GetUtcNow(), Service = settings.ServiceName }),
            Reply<IssueRecoveryCodes.View>.Refused { Why.Problem: Problem.FactorNotActive } => Page.Show<RecoveryCodesPage>(new { Errors = NeedsFactor }, 422),
            Reply<IssueRecoveryCodes.View>.Refused refused => Page.Show<RecoveryCodesPage>(new { Errors = FieldError.Of(refused.Why) }, 422),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static readonly IReadOnlyList<FieldError> NeedsFactor = [new(null, "Recovery codes stand in for a second factor. Set up an authenticator or confirm a phone first.")];
}
