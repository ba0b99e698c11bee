using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Recovery;

/// <summary>A reset begins inside a sign-in whose password was right, and leaves that sign-in as it is: a code that turns up after all still works there.</summary>
/// <remarks>
/// Token and resume code are made from the sign-in's token. Whoever never got the answer, because a node died, asks again in the same sign-in and gets it, as long as
/// nothing was done in the reset: an account has one at a time, and one that nobody can go on with would lock its owner out until it expires (decisions/0010).
/// </remarks>
public sealed class OpenCase(Database database, RecoveryStore store, CaseNotices notices, KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    /// <summary>Cases that one account may open within a day: each one writes to its owner at every address.</summary>
    public const int ADay = 5;

    public sealed record Warnings(int WithdrawalHoldHours, bool SignInAgain);

    /// <param name="ResumeCode">Shown once; a keyed hash is kept.</param>
    public sealed record View(string Recovery, string ResumeCode, CaseState State, IReadOnlyList<LostThing> Offered, Warnings Warnings);

    public static async Task<IResult> Handle(FlowToken flow, OpenCase open, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await open.Run(flow, visitor, cancellation), 201);

    private sealed record Untouched
    {
        public CaseId CaseId { get; init; }
        public byte[] TokenHash { get; init; } = [];
    }

    private const string UntouchedSql = "SELECT case_id, token_hash FROM recovery_cases WHERE account_id = @account AND ended_at IS NULL AND version = 1;";

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var (live, standing, untouched, opened) = await database.Read(
            $"""
            SELECT COUNT(*) FROM sign_ins WHERE {SignInFlow.IsLive};
            {LoadedAccount.Sql}
            {UntouchedSql}
            SELECT opened_at FROM recovery_cases WHERE account_id = @account AND opened_at > @since ORDER BY opened_at;
            """,
            new { account, key, now, since = now - TimeSpan.FromDays(1) },
            rows => (rows.ReadFirst<long>() == 1, LoadedAccount.Read(rows, account, settings), rows.ReadFirstOrDefault<Untouched>(), rows.Read<long>().Select(DateTimeOffset.FromUnixTimeMilliseconds).ToList()), cancellation);
        if (!live || standing is null) return Refusals.Expired;
        if (RecoveryRules.Open(new CaseId(random.NewId(now)), account, standing.Facts, now) is not OpenOutcome.Opened { Case: var @case }) return Refusals.Frozen;
        if (Again(flow, untouched) is { } again) return Seen(again, standing);
        if (opened.Count >= ADay) return Refusals.TooManyAttempts(opened[^ADay] + TimeSpan.FromDays(1));

        var keys = KeysTo(flow, @case.CaseId);
        var change = new Change(visitor)
            // A new password and an objection end every sign-in, this one too.
            .Require("expired", $"SELECT 1 FROM sign_ins WHERE {SignInFlow.IsOpen}", new { account, key })
            .Claim("live",
                """
                INSERT INTO recovery_cases (account_id, case_id, token_hash, resume_hash, state, body, version, device, network, opened_at, due_at)
                SELECT @account, @CaseId, @tokenHash, @resumeHash, @state, @body, 1, @Device, @Network, @now, @due
                WHERE EXISTS (SELECT 1 FROM accounts WHERE account_id = @account AND frozen_at IS NULL) ON CONFLICT DO NOTHING
                """,
                new
                {
                    account, @case.CaseId, tokenHash = store.TokenHash(keys.Token), resumeHash = store.ResumeHash(RecoveryCodeText.Normalize(keys.Resume)!), state = WireName.Of(@case.State),
                    body = RecoveryStore.Body(@case), visitor.Device, visitor.Network, now, due = RecoveryStore.DueAt(@case),
                })
            .Record(new AuditEvent(account, EventKind.RecoveryOpened, Actor.Owner, Subject: @case.CaseId.ToString()));
        notices.Tell(change, standing, @case, News.Opened);
        return await database.CommitNamed(change, cancellation) switch
        {
            null => Seen(keys, standing),
            "expired" => Refusals.Expired,
            _ => Again(flow, await database.One<Untouched>(UntouchedSql, new { account }, cancellation)) is { } same ? Seen(same, standing) : Refusals.CaseLive(),
        };
    }

    private sealed record Keys(BearerToken Token, string Resume);

    // Two purposes, so that neither tells anything of the other; the sign-in's token is 32 random bytes that only its owner has.
    private Keys KeysTo(FlowToken flow, CaseId @case) => new(
        BearerToken.Of(flow.Token.Account, hash.Index("recovery_of_sign_in", $"{flow.Token.Text}|{@case}")),
        RecoveryCodeText.Format(hash.Index("resume_of_sign_in", $"{flow.Token.Text}|{@case}").AsSpan(0, RecoveryCodeText.Bytes)));

    // Only the sign-in that opened it has the token that it was opened with.
    private Keys? Again(FlowToken flow, Untouched? standing) =>
        standing is not null && KeysTo(flow, standing.CaseId) is var keys && store.TokenHash(keys.Token).AsSpan().SequenceEqual(standing.TokenHash) ? keys : null;

    private static View Seen(Keys keys, LoadedAccount standing) =>
        new(keys.Token.Text, keys.Resume, CaseState.Choosing, RecoveryRules.Offered(standing.Facts), new((int)HoldRules.AfterReset.TotalHours, SignInAgain: true));
}
