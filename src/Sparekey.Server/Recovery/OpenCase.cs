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

/// <summary>
/// Opens a case inside a sign-in whose password was right. The sign-in stays open: a code that turns up after all still
/// works there.
/// </summary>
/// <remarks>
/// The case's token and resume code are derived from the sign-in's token. A holder who never got the response, because
/// a node died, asks again in the same sign-in and gets the same keys, as long as nothing was done in the case. Without
/// that, a live case that nobody can go on with would lock its owner out until it expires (decisions/0010).
/// </remarks>
public sealed class OpenCase(
    Database database, RecoveryStore store, CaseNotices notices, CaseKeys keys, KeyedHash hash, Randomness random,
    TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(
        201, Problem.Expired, Problem.AccountFrozen, Problem.RecoveryInProgress, Problem.TooManyAttempts);

    /// <summary>
    /// Cases that one account may open within a day: each one sends a message to every address of the account.
    /// </summary>
    public const int ADay = 5;

    private const string UntouchedSql =
        """
        SELECT case_id, token_hash FROM recovery_cases
        WHERE account_id = @account AND ended_at IS NULL AND version = 1;
        """;

    public sealed record Warnings(int WithdrawalHoldHours, bool SignInAgain);

    /// <param name="ResumeCode">Shown once; a keyed hash is kept.</param>
    public sealed record View(
        string Recovery, string ResumeCode, CaseState State, IReadOnlyList<LostThing> Offered, Warnings Warnings);

    /// <summary>What the database knows before the case is opened.</summary>
    private sealed record Known(bool SignInIsLive, LoadedAccount? Account, Untouched? Untouched,
        List<DateTimeOffset> Opened);

    /// <summary>The live case, when nothing was done in it.</summary>
    private sealed record Untouched
    {
        public CaseId CaseId { get; init; }
        public byte[] TokenHash { get; init; } = [];
    }

    public static async Task<IResult> Handle(
        FlowToken flow, OpenCase open, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await open.Run(flow, visitor, cancellation), 201);

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var known = await Load(id, key, now, cancellation);
        if (!known.SignInIsLive || known.Account is not { } account) return Refusals.Expired;
        if (RecoveryRules.Open(new CaseId(random.NewId(now)), id, account.Facts, now)
            is not OpenOutcome.Opened { Case: var @case })
            return Refusals.Frozen;
        if (SameKeys(flow, known.Untouched) is { } again) return ViewOf(again, account);
        if (known.Opened.Count >= ADay) return Refusals.TooManyAttempts(known.Opened[^ADay] + TimeSpan.FromDays(1));

        var fresh = keys.Of(flow, @case.CaseId);
        var change = Insert(@case, fresh, key, visitor, now);
        notices.Tell(change, account, @case, CaseNotice.Opened);
        return await database.Commit(change, cancellation) switch
        {
            null => ViewOf(fresh, account),
            // The same request may have come twice: then the first one opened the case, with the same keys.
            { Problem: Problem.RecoveryInProgress } lost =>
                SameKeys(flow, await LoadUntouched(id, cancellation)) is { } same ? ViewOf(same, account) : lost,
            { } lost => lost,
        };
    }

    private Task<Known> Load(AccountId account, byte[] key, DateTimeOffset now, CancellationToken cancellation) =>
        database.Read(
            $"""
            SELECT COUNT(*) FROM sign_ins WHERE {SignInFlow.IsLive};
            {LoadedAccount.Sql}
            {UntouchedSql}
            SELECT opened_at FROM recovery_cases WHERE account_id = @account AND opened_at > @since ORDER BY opened_at;
            """,
            new { account, key, now, since = now - TimeSpan.FromDays(1) },
            rows => new Known(
                rows.ReadFirst<long>() == 1,
                LoadedAccount.Read(rows, account, settings),
                rows.ReadFirstOrDefault<Untouched>(),
                [.. rows.Read<long>().Select(DateTimeOffset.FromUnixTimeMilliseconds)]),
            cancellation);

    private Task<Untouched?> LoadUntouched(AccountId account, CancellationToken cancellation) =>
        database.One<Untouched>(UntouchedSql, new { account }, cancellation);

    private Change Insert(RecoveryCase @case, CaseKeys.Pair fresh, byte[] key, Visitor visitor, DateTimeOffset now) =>
        Change
            .Of(@case.AccountId, visitor)
            // A new password and an objection end every sign-in, this one too.
            .Require(
                Refusals.Expired, $"SELECT 1 FROM sign_ins WHERE {SignInFlow.IsOpen}",
                new { account = @case.AccountId, key })
            .Claim(
                Refusals.CaseLive(),
                """
                INSERT INTO recovery_cases
                  (account_id, case_id, token_hash, resume_hash, state, body, version, device, network, opened_at,
                   due_at)
                SELECT @AccountId, @CaseId, @tokenHash, @resumeHash, @state, @body, 1, @Device, @Network, @now, @due
                WHERE EXISTS (SELECT 1 FROM accounts WHERE account_id = @AccountId AND frozen_at IS NULL)
                ON CONFLICT DO NOTHING
                """,
                new
                {
                    @case.AccountId,
                    @case.CaseId,
                    tokenHash = store.TokenHash(fresh.Token),
                    resumeHash = store.ResumeHash(RecoveryCodeText.Normalize(fresh.Resume)!),
                    state = WireName.Of(@case.State),
                    body = RecoveryStore.Body(@case),
                    visitor.Device,
                    visitor.Network,
                    now,
                    due = RecoveryStore.DueAt(@case),
                })
            .Record(CaseEvent.Of(@case, EventKind.RecoveryOpened));

    // Only the sign-in that opened the case derives the token of the case.
    private CaseKeys.Pair? SameKeys(FlowToken flow, Untouched? untouched)
    {
        if (untouched is null) return null;
        var derived = keys.Of(flow, untouched.CaseId);
        return store.TokenHash(derived.Token).AsSpan().SequenceEqual(untouched.TokenHash) ? derived : null;
    }

    private static View ViewOf(CaseKeys.Pair keys, LoadedAccount account) => new(
        keys.Token.Text, keys.Resume, CaseState.Choosing, RecoveryRules.Offered(account.Facts),
        new Warnings((int)HoldRules.AfterReset.TotalHours, SignInAgain: true));
}
