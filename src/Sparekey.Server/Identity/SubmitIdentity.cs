using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Identity;

/// <summary>Hands the account's own verification in to the reviewers.</summary>
public sealed class SubmitIdentity(
    Database database, IdentityStore store, AccountEmails emails, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(
        202, Problem.PicturesMissing, Problem.IdentityNotStarted, Problem.WrongState, Problem.StepUpRequired,
        Problem.AccountFrozen);

    public sealed record View(string State);

    public static async Task<IResult> Handle(
        Holder holder, SubmitIdentity submit, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await submit.Run(holder, visitor, cancellation), 202);

    public async Task<Reply<View>> Run(Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        var account = holder.Account;
        var (stored, email) = await database.Read(
            $"{IdentityStore.OwnSql} SELECT email_sealed FROM accounts WHERE account_id = @account;",
            new { account }, rows => (IdentityStore.Read(rows), rows.ReadFirst<byte[]>()), cancellation);
        if (stored is null) return Refusals.IdentityNotStarted;

        switch (IdentityRules.Submit(stored.Verification, clock.GetUtcNow()))
        {
            case IdentitySubmitOutcome.PicturesMissing missing:
                return Refusals.PicturesMissing([.. missing.Missing.Select(slot => WireName.Of(slot))]);
            case IdentitySubmitOutcome.NotNow:
                return Refusals.IdentityMovedOn;
            case IdentitySubmitOutcome.Submitted { Verification: var submitted }:
                var change = AccountChange.By(holder, visitor)
                    .Record(Submitted(submitted))
                    .Send(IdentityMessages.Submitted(settings, account, emails.Open(account, email)));
                store.Save(change, stored, submitted);
                return await database.Commit(change, cancellation) is { } lost
                    ? lost.WhenMoved(Refusals.IdentityMovedOn)
                    : new View(WireName.Of(submitted.State));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The event of a verification that was handed in, of an account or in a recovery case.</summary>
    internal static AuditEvent Submitted(IdentityVerification verification) => new(
        verification.AccountId, EventKind.IdentitySubmitted, Actor.Owner,
        Subject: verification.VerificationId.ToString());
}
