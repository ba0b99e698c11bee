using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Security;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Setting up or replacing an authenticator: its name, then its key and the first code.</summary>
/// <remarks>
/// The key is shown in the answer to the form that made it, and again after a wrong code, in the same session and while the set-up lasts. Asking for
/// the page again, as after a step-up, asks for the code alone.
/// </remarks>
public static class AuthenticatorPages
{
    public static IResult ShowNew(Holder holder) => holder.IsFrozen ? Page.GoTo("/security") : Page.Show<AuthenticatorNamePage>();

    public static Task<IResult> SubmitNew(HttpContext http, AddAuthenticator add, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        Begin(http, add, holder, null, null, visitor, cancellation);

    public static async Task<IResult> ShowReplace(string factorId, ShowAccount show, Holder holder, CancellationToken cancellation) =>
        await NameOf(factorId, show, holder, cancellation) is { } old && !holder.IsFrozen ? Page.Show<AuthenticatorNamePage>(new { Replaced = old }) : Page.GoTo("/security");

    public static async Task<IResult> SubmitReplace(string factorId, HttpContext http, AddAuthenticator add, ShowAccount show, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await NameOf(factorId, show, holder, cancellation) is { } old ? await Begin(http, add, holder, factorId, old, visitor, cancellation) : Page.GoTo("/security");

    public static IResult ShowConfirm(string factorId) => Page.Show<AuthenticatorKeyPage>(new { FactorId = factorId });

    public static async Task<IResult> SubmitConfirm(string factorId, HttpContext http, ConfirmAuthenticator confirm, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        switch (await confirm.Run(holder, factorId, new(http.Request.Form["code"]), visitor, cancellation))
        {
            case Reply<Nothing>.Done:
                return Page.GoTo(SecurityAddress.After(http.Request.Form["replaces"] == "true" ? "replaced" : "authenticator"));
            case Reply<Nothing>.Refused refused when refused.Why.Problem is Problem.WrongCode or Problem.InvalidRequest or Problem.TooManyAttempts && await confirm.KeyAgain(holder, factorId, cancellation) is { } key:
                return Page.Show<AuthenticatorKeyPage>(new { FactorId = factorId, Key = key, Replaces = http.Request.Form["replaces"] == "true", Errors = FieldError.Of(refused.Why, "code") }, 422);
            case Reply<Nothing>.Refused { Why.Problem: Problem.AlreadyConfirmed }:
                return Page.GoTo("/security");
            case Reply<Nothing>.Refused refused:
                return Page.Show<AuthenticatorNamePage>(new { Errors = FieldError.Of(refused.Why) }, 422);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<IResult> Begin(HttpContext http, AddAuthenticator add, Holder holder, string? replaces, string? replaced, Visitor visitor, CancellationToken cancellation)
    {
        string? name = http.Request.Form["name"];
        return await add.Run(holder, new(name, replaces), visitor, cancellation) switch
        {
            Reply<AuthenticatorKey>.Done done => Page.Show<AuthenticatorKeyPage>(new { done.Value.FactorId, Key = done.Value, Replaces = replaces is not null }),
            Reply<AuthenticatorKey>.Refused refused => Page.Show<AuthenticatorNamePage>(new { Name = name, Replaced = replaced, Errors = FieldError.Of(refused.Why) }, 422),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<string?> NameOf(string factorId, ShowAccount show, Holder holder, CancellationToken cancellation) =>
        (await show.Run(holder, cancellation)).Factors.FirstOrDefault(f => f.FactorId == factorId && f.Kind == FactorKind.Authenticator)?.Name;
}
