using Microsoft.AspNetCore.Mvc;
using Sparekey.Core.Audit;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Holds;

namespace Sparekey.Server.Integration;

/// <summary>
/// The integrator lifts a freeze, its own or the owner's, together with the hold of the freeze. Holds for other reasons
/// stay as they are.
/// </summary>
public sealed class UnfreezeAccount(Database database, Notices notices, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<FreezeAccount.View>(200, Problem.NotFound);

    public static async Task<IResult> Handle(
        [FromRoute(Name = "account_id")] string accountId, UnfreezeAccount unfreeze, Integrator integrator,
        CancellationToken cancellation) =>
        HttpReply.Of(await unfreeze.Run(accountId, integrator, cancellation));

    public async Task<Reply<FreezeAccount.View>> Run(
        string accountId, Integrator integrator, CancellationToken cancellation)
    {
        if (!AccountPath.TryParse(accountId, out var account)) return Refusals.NotFound;
        var now = clock.GetUtcNow();
        var (row, addresses) = await database.Read(
            FreezeAccount.Sql + Notices.AddressesSql,
            new { account },
            rows => (rows.ReadFirstOrDefault<FreezeAccount.Row>(), Notices.ReadAddresses(rows)),
            cancellation);
        if (row is null) return Refusals.NotFound;
        var view = new FreezeAccount.View(account.ToString(), false, null, null);
        if (row.FrozenAt is null) return view;

        // The claim is lost when another request lifted the freeze first; the owner is then not told again.
        var change = Change.Of(account)
            .Claim(
                Refusals.MovedOn,
                """
                UPDATE accounts SET frozen_at = NULL, frozen_by = NULL
                WHERE account_id = @account AND frozen_at IS NOT NULL
                """,
                new { account })
            .Record(new AuditEvent(account, EventKind.AccountUnfrozen, Actor.Integrator, integrator.Id.ToString()));
        HoldStore.EndFreeze(change, account, now);
        notices.Tell(change, addresses, IntegrationMessages.Unfrozen);
        await database.Commit(change, cancellation);
        return view;
    }
}
