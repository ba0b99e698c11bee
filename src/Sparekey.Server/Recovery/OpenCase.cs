using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Core.Recovery;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Web;
using Sparekey.Server.SignIn;

namespace Sparekey.Server.Recovery;

/// <summary>A reset begins inside a sign-in whose password was right, and leaves that sign-in as it is: a code that turns up after all still works there.</summary>
public sealed class OpenCase(Database database, RecoveryStore store, CaseNotices notices, KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    /// <summary>Cases that one account may open within a day: each one writes to its owner at every address.</summary>
    public const int ADay = 5;

    public sealed record Warnings(int WithdrawalHoldHours, bool SignInAgain);

    /// <param name="ResumeCode">Shown once; a keyed hash is kept.</param>
    public sealed record View(string Recovery, string ResumeCode, CaseState State, IReadOnlyList<LostThing> Offered, Warnings Warnings);

    public static async Task<IResult> Handle(FlowToken flow, OpenCase open, Visitor visitor, CancellationToken cancellation) =>
        Answer.With(await open.Run(flow, visitor, cancellation), 201);

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var key = BeginSignIn.TokenHash(hash, flow.Token);
        var (live, standing, opened) = await database.Read(
            $"""
            SELECT COUNT(*) FROM sign_ins WHERE account_id = @account AND token_hash = @key AND completed_at IS NULL AND expires_at > @now;
            {AccountInHand.Sql}
            SELECT opened_at FROM recovery_cases WHERE account_id = @account AND opened_at > @since ORDER BY opened_at;
            """,
            new { account, key, now, since = now - TimeSpan.FromDays(1) },
            rows => (rows.ReadFirst<long>() == 1, AccountInHand.Read(rows, account, settings), rows.Read<long>().Select(DateTimeOffset.FromUnixTimeMilliseconds).ToList()), cancellation);
        if (!live || standing is null) return Refusals.Expired;
        if (RecoveryRules.Open(new CaseId(random.NewId(now)), account, standing.Facts, now) is not OpenOutcome.Opened { Case: var @case }) return Refusals.Frozen;
        if (opened.Count >= ADay) return Refusals.TooManyAttempts(opened[^ADay] + TimeSpan.FromDays(1));

        var token = BearerToken.New(account, random);
        var resume = RecoveryCodeText.Format(random.Bytes(RecoveryCodeText.Bytes));
        var change = new Change(visitor)
            // A new password and an objection end every sign-in, this one too.
            .Require("expired", "SELECT 1 FROM sign_ins WHERE account_id = @account AND token_hash = @key AND completed_at IS NULL", new { account, key })
            .Claim("live",
                """
                INSERT INTO recovery_cases (account_id, case_id, token_hash, resume_hash, state, body, version, device, network, opened_at, due_at)
                SELECT @account, @CaseId, @tokenHash, @resumeHash, @state, @body, 1, @Device, @Network, @now, @due
                WHERE EXISTS (SELECT 1 FROM accounts WHERE account_id = @account AND frozen_at IS NULL) ON CONFLICT DO NOTHING
                """,
                new
                {
                    account, @case.CaseId, tokenHash = store.TokenHash(token), resumeHash = store.ResumeHash(RecoveryCodeText.Normalize(resume)!), state = WireName.Of(@case.State),
                    body = RecoveryStore.Body(@case), visitor.Device, visitor.Network, now, due = RecoveryStore.DueAt(@case),
                })
            .Record(new AuditEvent(account, EventKind.RecoveryOpened, Actor.Owner, Subject: @case.CaseId.ToString()));
        notices.Tell(change, standing, @case, News.Opened);
        return await database.Commit(change, cancellation) switch
        {
            null => new View(token.Text, resume, @case.State, RecoveryRules.Offered(standing.Facts), new((int)HoldRules.AfterReset.TotalHours, SignInAgain: true)),
            "expired" => Refusals.Expired,
            _ => Refusals.CaseLive(),
        };
    }
}
