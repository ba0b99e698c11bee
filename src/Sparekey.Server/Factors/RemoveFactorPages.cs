using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Security;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Asks once more before a factor goes.</summary>
public static class RemoveFactorPages
{
    public static Task<IResult> Show(string factorId, ShowAccount show, Holder holder, CancellationToken cancellation) => Ask(factorId, show, holder, null, cancellation);

    public static async Task<IResult> Submit(string factorId, RemoveFactor remove, ShowAccount show, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        await remove.Run(holder, factorId, visitor, cancellation) is Reply<Nothing>.Refused refused
            ? await Ask(factorId, show, holder, refused.Why, cancellation)
            : Page.GoTo(SecurityAddress.After("removed"));

    private static async Task<IResult> Ask(string factorId, ShowAccount show, Holder holder, Refusal? why, CancellationToken cancellation)
    {
        var account = await show.Load(holder, cancellation);
        return account.Factors.FirstOrDefault(f => f.FactorId.ToString() == factorId && f.IsBound) is { } factor
            ? Page.Show<RemoveFactorPage>(new { Factor = FactorChanges.Named(factor).Replace("• ", "•\u00A0"), Errors = why is null ? null : FieldError.Of(why) }, why is null ? 200 : 422)
            : Page.GoTo("/security");
    }
}
