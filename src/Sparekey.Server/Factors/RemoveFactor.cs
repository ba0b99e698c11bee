using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// Removes a factor and its secret. The last second factor stays: without one the password alone would open the
/// account.
/// </summary>
public sealed class RemoveFactor(Database database, FactorChanges changes, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(
        200, Problem.LastFactor, Problem.AccountFrozen, Problem.NotFound);

    public static async Task<IResult> Handle(
        string factorId, RemoveFactor remove, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await remove.Run(holder, factorId, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(
        Holder holder, string factorId, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!Guid.TryParseExact(factorId, "N", out var id)) return Refusals.NotFound;
        var account = await AccountRecord.Load(database, holder.Account, clock.GetUtcNow(), cancellation);
        if (account.Factor(new FactorId(id)) is not { } factor) return Refusals.NotFound;

        var change = AccountChange.By(holder, visitor);
        if (factor.State == FactorState.Pending)
        {
            // An unfinished set-up never guarded anything: nobody is told.
            FactorRemoval.Remove(change, holder.Account, factor.FactorId);
        }
        else
        {
            FactorRemoval.RemoveUnlessLast(change, holder.Account, factor.FactorId);
            changes.Removed(change, account, factor, visitor);
        }
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
