using System.Diagnostics;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Sets up or replaces an authenticator: its name, then its key and the first code.</summary>
/// <remarks>
/// The response to the form that made the key shows the key. After a wrong code the same session sees the key again
/// while the set-up lasts. A page that is loaded again, for example after a step-up, asks for the code alone.
/// </remarks>
public sealed class AuthenticatorPages(
    AddAuthenticator add, ConfirmAuthenticator confirm, Database database, TimeProvider clock)
{
    public static IResult ShowNew(Holder holder) =>
        holder.IsFrozen ? Page.GoTo(SecurityAddress.Page) : Page.Show(new AuthenticatorNamePage());

    public Task<IResult> SubmitNew(HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        Begin(http, holder, null, null, visitor, cancellation);

    public async Task<IResult> ShowReplace(string factorId, Holder holder, CancellationToken cancellation) =>
        await NameOf(factorId, holder, cancellation) is { } old && !holder.IsFrozen
            ? Page.Show(new AuthenticatorNamePage { Replaced = old })
            : Page.GoTo(SecurityAddress.Page);

    public async Task<IResult> SubmitReplace(
        string factorId, HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await NameOf(factorId, holder, cancellation) is { } old
            ? await Begin(http, holder, factorId, old, visitor, cancellation)
            : Page.GoTo(SecurityAddress.Page);

    public static IResult ShowConfirm(string factorId) => Page.Show(new AuthenticatorKeyPage { FactorId = factorId });

    public async Task<IResult> SubmitConfirm(
        string factorId, HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var replaces = http.Request.Form["replaces"] == "true";
        switch (await confirm.Run(holder, factorId, new(http.Request.Form["code"]), visitor, cancellation))
        {
            case Reply<Nothing>.Done:
                return Page.GoTo(SecurityAddress.After(replaces ? "replaced" : "authenticator"));

            case Reply<Nothing>.Refused { Why: var why }
                when MayTryAgain(why.Problem) && await confirm.KeyAgain(holder, factorId, cancellation) is { } key:
                var page = new AuthenticatorKeyPage
                {
                    FactorId = factorId, Key = key, Replaces = replaces, Errors = FieldError.Of(why, "code"),
                };
                return Page.Again(page, why);

            case Reply<Nothing>.Refused { Why.Problem: Problem.AlreadyConfirmed }:
                return Page.GoTo(SecurityAddress.Page);

            case Reply<Nothing>.Refused { Why: var why }:
                return Page.Again(new AuthenticatorNamePage { Errors = FieldError.Of(why) }, why);

            default:
                throw new UnreachableException();
        }
    }

    private static bool MayTryAgain(Problem problem) =>
        problem is Problem.WrongCode or Problem.InvalidRequest or Problem.TooManyAttempts;

    private async Task<IResult> Begin(
        HttpContext http, Holder holder, string? replaces, string? replaced, Visitor visitor,
        CancellationToken cancellation)
    {
        string? name = http.Request.Form["name"];
        return await add.Run(holder, new(name, replaces), visitor, cancellation) switch
        {
            Reply<AuthenticatorKey>.Done { Value: var key } => Page.Show(
                new AuthenticatorKeyPage { FactorId = key.FactorId, Key = key, Replaces = replaces is not null }),
            Reply<AuthenticatorKey>.Refused { Why: var why } => Page.Again(
                new AuthenticatorNamePage { Name = name, Replaced = replaced, Errors = FieldError.Of(why) }, why),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<string?> NameOf(string factorId, Holder holder, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(factorId, "N", out var id)) return null;
        var account = await AccountRecord.Load(database, holder.Account, clock.GetUtcNow(), cancellation);
        return account.Factor(new FactorId(id)) is { Kind: FactorKind.Authenticator, IsBound: true } factor
            ? factor.Name
            : null;
    }
}
