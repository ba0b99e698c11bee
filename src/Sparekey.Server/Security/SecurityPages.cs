using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Security;

/// <summary>The overview of the account's security, and the page that lifts a freeze.</summary>
public sealed class SecurityPages(ShowAccount show, Unfreeze unfreeze, TimeProvider clock, Settings settings)
{
    // What the overview says about a change that another page has just made.
    private static readonly Dictionary<string, string> Done = new()
    {
        ["authenticator"] = "Your authenticator works. From now on it is asked for when you sign in.",
        ["replaced"] = "Your authenticator was replaced. The old one no longer works.",
        ["phone"] = "Your phone is confirmed. Codes can be sent to it when you sign in.",
        ["removed"] = "It was removed and no longer works.",
        ["questions"] = "Your security questions are set.",
        ["password"] = "Your password was changed, and all other sessions were ended.",
        ["unfrozen"] = "Your account is no longer frozen.",
    };

    public async Task<IResult> Show(string? done, string? changed, Holder holder, CancellationToken cancellation) =>
        Page.Show(new SecurityPage
        {
            Account = await show.Run(holder, cancellation),
            Now = clock.GetUtcNow(),
            Done = Done.GetValueOrDefault(done ?? changed ?? ""),
            Questions = settings.Numbers.SecurityQuestions,
            Restricted = settings.Numbers.RestrictedNotice,
        });

    public async Task<IResult> ShowUnfreeze(Holder holder, CancellationToken cancellation)
    {
        var account = await show.Run(holder, cancellation);
        return account.Frozen is { By: var by }
            ? Page.Show(new UnfreezePage { By = by })
            : Page.GoTo(SecurityAddress.Page);
    }

    public async Task<IResult> SubmitUnfreeze(Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await unfreeze.Run(holder, visitor, cancellation) switch
        {
            Reply<Nothing>.Done => Page.GoTo(SecurityAddress.After("unfrozen")),
            Reply<Nothing>.Refused { Why.Problem: Problem.NotFrozen } => Page.GoTo(SecurityAddress.Page),
            Reply<Nothing>.Refused { Why.Problem: Problem.StepUpRequired } =>
                Page.GoTo($"/step-up?next={SecurityAddress.Page}/unfreeze"),
            Reply<Nothing>.Refused { Why: var why } => Page.Again(
                new UnfreezePage { By = WireName.Of(FrozenBy.Owner), Errors = FieldError.Of(why) }, why),
            _ => throw new UnreachableException(),
        };
}
