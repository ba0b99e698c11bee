using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
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

/// <summary>
/// <em>This wasn't me</em>: the case stops, the account is frozen, everybody is signed out. A case that another request
/// saves at the same moment is stopped all the same.
/// </summary>
public sealed class ObjectToCase(
    Database database, RecoveryStore store, ObjectionLinks links, CaseEvidence evidence, CaseNotices notices,
    HoldStore holds, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.Expired);

    public sealed record Request(string? Token)
    {
        public override string ToString() => "Request(…)";
    }

    /// <param name="CaseStopped">False when the case had ended already; the account is frozen either way.</param>
    public sealed record View(bool CaseStopped, bool AccountFrozen);

    private sealed record Known(bool LinkIsUsable, LoadedAccount? Account, IReadOnlyList<Hold> Holds);

    public static async Task<IResult> Handle(
        Request request, ObjectToCase objection, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await objection.Run(request, visitor, cancellation));

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation) =>
        BearerToken.TryParse(request.Token, out var token)
            ? await Retry.WhileMoved(() => Once(token, visitor, cancellation))
            : Refusals.LinkExpired;

    private async Task<Reply<View>> Once(BearerToken token, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = token.Account;
        var key = links.TokenHash(token);
        var known = await Load(id, key, now, cancellation);
        if (!known.LinkIsUsable || known.Account is not { } account) return Refusals.LinkExpired;

        var change = Change.Of(id, visitor).Claim(
            Refusals.LinkExpired,
            """
            UPDATE objections SET used_at = @now
            WHERE account_id = @account AND token_hash = @key AND used_at IS NULL
            """,
            new { account = id, key, now });
        var stopped = await Stop(change, id, now, cancellation);
        Freeze(change, account, known.Holds, now);
        SessionStore.EndAll(change, id, now);
        notices.Frozen(change, account);
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(stopped, AccountFrozen: true);
    }

    private Task<Known> Load(AccountId account, byte[] key, DateTimeOffset now, CancellationToken cancellation) =>
        database.Read(
            $"""
            SELECT COUNT(*) FROM objections
            WHERE account_id = @account AND token_hash = @key AND used_at IS NULL AND expires_at > @now;
            {LoadedAccount.Sql}
            {HoldStore.Sql}
            """,
            new { account, key, now },
            rows => new Known(
                rows.ReadFirst<long>() == 1, LoadedAccount.Read(rows, account, settings),
                HoldStore.Read(account, rows)),
            cancellation);

    private async Task<bool> Stop(Change change, AccountId account, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await store.LoadLive(account, cancellation) is { } loaded
            && RecoveryRules.Object(loaded.Case, Objector.OldAddress, now) is ObjectOutcome.Stopped { Case: var after })
        {
            store.Save(change, loaded, after).Record(CaseEvent.Of(after, EventKind.RecoveryObjected));
            evidence.Follow(change, await evidence.Of(loaded, cancellation), after);
            return true;
        }
        // A case that was opened meanwhile would outlive the freeze.
        change.Require(
            Refusals.MovedOn,
            $"SELECT 1 FROM accounts WHERE account_id = @account AND NOT {FoundAgain.IsLive}", new { account });
        return false;
    }

    private void Freeze(Change change, LoadedAccount account, IReadOnlyList<Hold> held, DateTimeOffset now)
    {
        if (!account.Facts.IsFrozen)
            AccountChange.Place(change, holds, account.Account, FrozenBy.Owner, held, Actor.Owner, now);
        // A freeze that is there already must not be lifted meanwhile.
        else
            change.Require(
                Refusals.MovedOn, "SELECT 1 FROM accounts WHERE account_id = @account AND frozen_at IS NOT NULL",
                new { account = account.Account });
    }
}
