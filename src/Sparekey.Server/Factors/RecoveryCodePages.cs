using System.Diagnostics;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Makes recovery codes. The response to the form shows the codes, and no page shows them again.</summary>
public sealed class RecoveryCodePages(
    IssueRecoveryCodes issue, Database database, TimeProvider clock, Settings settings)
{
    private static readonly IReadOnlyList<FieldError> NeedsFactor =
    [
        new(null, "Recovery codes stand in for a second factor. Set up an authenticator or confirm a phone first."),
    ];

    public async Task<IResult> Show(Holder holder, CancellationToken cancellation)
    {
        if (holder.IsFrozen) return Page.GoTo(SecurityAddress.Page);
        var account = await AccountRecord.Load(database, holder.Account, clock.GetUtcNow(), cancellation);
        return Page.Show(new RecoveryCodesPage { Left = account.RecoveryCodesLeft });
    }

    public async Task<IResult> Submit(Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await issue.Run(holder, visitor, cancellation) switch
        {
            Reply<IssueRecoveryCodes.View>.Done { Value: var made } => Page.Show(new RecoveryCodesPage
            {
                Codes = made.Codes,
                MadeAt = clock.GetUtcNow(),
                Service = settings.ServiceName,
            }),
            Reply<IssueRecoveryCodes.View>.Refused { Why: var why } =>
                Page.Again(new RecoveryCodesPage { Errors = ErrorsOf(why) }, why),
            _ => throw new UnreachableException(),
        };

    private static IReadOnlyList<FieldError> ErrorsOf(Refusal why) =>
        why.Problem == Problem.FactorNotActive ? NeedsFactor : FieldError.Of(why);
}
