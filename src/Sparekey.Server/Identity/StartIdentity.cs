using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>The holder begins to verify the identity behind an open account.</summary>
public sealed class StartIdentity(Database database, BeginVerification begin)
{
    public static async Task<IResult> Handle(BeginVerification.Request request, Holder holder, StartIdentity start, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await start.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<BeginVerification.View>> Run(Holder holder, BeginVerification.Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        var account = holder.Account;
        var (before, verified) = await database.Read(
            $"{IdentityStore.OwnSql} SELECT identity_sealed IS NOT NULL FROM accounts WHERE account_id = @account;",
            new { account }, rows => (IdentityStore.Read(rows), rows.ReadFirst<bool>()), cancellation);

        var change = AccountChange.By(holder, visitor);
        switch (begin.Run(change, account, null, before, verified, request))
        {
            case Reply<Core.Identity.IdentityVerification>.Refused refused:
                return refused.Why;
            case Reply<Core.Identity.IdentityVerification>.Done done:
                change.Record(new AuditEvent(account, EventKind.IdentityStarted, Actor.Owner, Subject: done.Value.VerificationId.ToString(),
                    Details: new Dictionary<string, string> { ["country"] = done.Value.Country, ["document_kind"] = WireName.Of(done.Value.Kind) }));
                return await database.Commit(change, cancellation) is { } lost ? (lost.Text.Key == IdentityStore.MovedOn ? Refusals.IdentityMovedOn : lost) : BeginVerification.View.Of(done.Value);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
