using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Security;

/// <summary>The overview of the account's security, and the page that lifts a freeze.</summary>
public static class SecurityPages
{
    // What a page that has just changed something may ask the overview to say.
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

    public static async Task<IResult> Show(string? done, string? changed, ShowAccount show, Holder holder, TimeProvider clock, Settings settings, CancellationToken cancellation) =>
        Page.Show<SecurityPage>(new
        {
            Account = await show.Run(holder, cancellation),
            Now = clock.GetUtcNow(),
            Done = Done.GetValueOrDefault(done ?? changed ?? ""),
            Questions = settings.Numbers.SecurityQuestions,
            Restricted = settings.Numbers.RestrictedNotice,
        });

    public static async Task<IResult> ShowUnfreeze(ShowAccount show, Holder holder, CancellationToken cancellation)
    {
        var account = await show.Run(holder, cancellation);
        return account.Frozen is null ? Page.GoTo("/security") : Page.Show<UnfreezePage>(new { account.Frozen.By });
    }

    public static async Task<IResult> SubmitUnfreeze(Unfreeze unfreeze, Holder holder, Visitor visitor, CancellationToken cancellation) => await unfreeze.Run(holder, visitor, cancellation) switch
    {
        Reply<Nothing>.Done => Page.GoTo(SecurityAddress.After("unfrozen")),
        Reply<Nothing>.Refused { Why.Problem: Problem.NotFrozen } => Page.GoTo("/security"),
        Reply<Nothing>.Refused { Why.Problem: Problem.StepUpRequired } => Page.GoTo("/step-up?next=/security/unfreeze"),
        Reply<Nothing>.Refused refused => Page.Show<UnfreezePage>(new { By = "owner", Errors = FieldError.Of(refused.Why) }, 422),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
