using Sparekey.Core.Accounts;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Asks for a confirmation before a factor is removed.</summary>
public sealed class RemoveFactorPages(RemoveFactor remove, Database database, TimeProvider clock)
{
    public Task<IResult> Show(string factorId, Holder holder, CancellationToken cancellation) =>
        Ask(factorId, holder, null, cancellation);

    public async Task<IResult> Submit(
        string factorId, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await remove.Run(holder, factorId, visitor, cancellation) is Reply<Nothing>.Refused refused
            ? await Ask(factorId, holder, refused.Why, cancellation)
            : Page.GoTo(SecurityAddress.After("removed"));

    private async Task<IResult> Ask(string factorId, Holder holder, Refusal? why, CancellationToken cancellation)
    {
        var account = await AccountRecord.Load(database, holder.Account, clock.GetUtcNow(), cancellation);
        if (!Guid.TryParseExact(factorId, "N", out var id)
            || account.Factor(new FactorId(id)) is not { IsBound: true } factor)
            return Page.GoTo(SecurityAddress.Page);
        var page = new RemoveFactorPage
        {
            Factor = FactorChanges.Named(factor).Replace("• ", "•\u00A0"),
            Errors = why is null ? null : FieldError.Of(why),
        };
        return why is null ? Page.Show(page) : Page.Again(page, why);
    }
}
