using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
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
    public static readonly Responses Responses = Responses.Of<BeginVerification.View>(
        201, Problem.InvalidRequest, Problem.StepUpRequired, Problem.AlreadyVerified, Problem.WrongState,
        Problem.AccountFrozen);

    public static async Task<IResult> Handle(
        BeginVerification.Request request, Holder holder, StartIdentity start, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await start.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<BeginVerification.View>> Run(
        Holder holder, BeginVerification.Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        var account = holder.Account;
        var (before, verified) = await database.Read(
            $"{IdentityStore.OwnSql} SELECT identity_sealed IS NOT NULL FROM accounts WHERE account_id = @account;",
            new { account }, rows => (IdentityStore.Read(rows), rows.ReadFirst<bool>()), cancellation);

        var change = AccountChange.By(holder, visitor);
        switch (begin.Run(change, account, null, before, verified, request))
        {
            case Reply<IdentityVerification>.Refused refused:
                return refused.Why;
            case Reply<IdentityVerification>.Done { Value: var verification }:
                change.Record(Started(verification));
                return await database.Commit(change, cancellation) is { } lost
                    ? lost.WhenMoved(Refusals.IdentityMovedOn)
                    : BeginVerification.View.Of(verification);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The event of a verification that begins, of an account or in a recovery case.</summary>
    internal static AuditEvent Started(IdentityVerification verification) => new(
        verification.AccountId, EventKind.IdentityStarted, Actor.Owner, Subject: verification.VerificationId.ToString(),
        Details: new Dictionary<string, string>
        {
            ["country"] = verification.Country,
            ["document_kind"] = WireName.Of(verification.Kind),
        });
}
