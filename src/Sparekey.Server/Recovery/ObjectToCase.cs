using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Recovery;

/// <summary><em>This wasn't me</em>: the case stops, the account is frozen, everybody is signed out. It outruns everything else: a case saved at the same moment is stopped all the same.</summary>
public sealed class ObjectToCase(Database database, RecoveryStore store, ObjectionLinks links, CaseEvidence evidence, CaseNotices notices, HoldStore holds, TimeProvider clock, Settings settings)
{
    private const int Retries = 10;

    public sealed record Request(string? Token)
    {
        public override string ToString() => "Request(…)";
    }

    /// <param name="CaseStopped">False where the reset had ended already; the account is frozen either way.</param>
    public sealed record View(bool CaseStopped, bool AccountFrozen);

    public static async Task<IResult> Handle(Request request, ObjectToCase objection, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await objection.Run(request, visitor, cancellation));

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(request.Token, out var token)) return Refusals.LinkExpired;
        for (var attempt = 0; attempt < Retries; attempt++)
        {
            var now = clock.GetUtcNow();
            var account = token.Account;
            var key = links.TokenHash(token);
            var (usable, standing, held) = await database.Read(
                $"SELECT COUNT(*) FROM objections WHERE account_id = @account AND token_hash = @key AND used_at IS NULL AND expires_at > @now; {LoadedAccount.Sql} {HoldStore.Sql}",
                new { account, key, now }, rows => (rows.ReadFirst<long>() == 1, LoadedAccount.Read(rows, account, settings), HoldStore.Read(account, rows)), cancellation);
            if (!usable || standing is null) return Refusals.LinkExpired;

            var change = new Change(visitor).Claim("used", "UPDATE objections SET used_at = @now WHERE account_id = @account AND token_hash = @key AND used_at IS NULL", new { account, key, now });
            var hand = await store.LoadLive(account, cancellation);
            var stopped = hand is not null && RecoveryRules.Object(hand.Case, Objector.OldAddress, now) is ObjectOutcome.Stopped s ? s.Case : null;
            if (stopped is not null)
            {
                store.Save(change, hand!, stopped).Record(new AuditEvent(account, EventKind.RecoveryObjected, Actor.Owner, Subject: stopped.CaseId.ToString()));
                evidence.Follow(change, await evidence.Of(hand!, cancellation), stopped);
            }
            // Nothing of the case may have been opened or completed in between, or it would outlive the freeze.
            else change.Require("moved_on", "SELECT 1 FROM accounts WHERE account_id = @account AND NOT EXISTS (SELECT 1 FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL)", new { account });

            if (!standing.Facts.IsFrozen) AccountChange.Place(change, holds, account, FrozenBy.Owner, held, Actor.Owner, now);
            // A freeze that is there already must not be lifted in between.
            else change.Require("moved_on", "SELECT 1 FROM accounts WHERE account_id = @account AND frozen_at IS NOT NULL", new { account });
            SessionStore.EndAll(change, account, now);
            notices.Frozen(change, standing);
            switch (await database.CommitNamed(change, cancellation))
            {
                case null: return new View(stopped is not null, AccountFrozen: true);
                case "used": return Refusals.LinkExpired;
            }
        }
        return Refusals.Unavailable;
    }
}
