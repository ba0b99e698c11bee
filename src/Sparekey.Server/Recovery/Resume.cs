using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Goes on with a case, perhaps on another device. A resume code works once: the response brings a new code and a new
/// token, and the token used so far is void.
/// </summary>
public sealed class Resume(
    Database database, RecoveryStore store, Randomness random, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.WrongCode, Problem.TooManyAttempts);

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public sealed record Request(string? ResumeCode);

    public sealed record View(string Recovery, string ResumeCode, CaseState State);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public CaseId CaseId { get; init; }
        public string State { get; init; } = "";
    }

    public static async Task<IResult> Handle(
        Request request, Resume resume, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await resume.Run(request, visitor, cancellation));

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.ResumeCode))
            return Refusals.Invalid(("resume_code", "invalid.resume_code"));
        var now = clock.GetUtcNow();
        // Nobody guesses 80 bits; the count keeps one network from making the server look up codes all day.
        var tries = new SendCount($"resume:{visitor.Network}", Window, settings.SendLimits.PerNetworkHour);
        var key = RecoveryCodeText.Normalize(request.ResumeCode) is { } code ? store.ResumeHash(code) : [];
        var (made, row) = await database.Charge(
            Locks.None,
            $"""
            {SendCount.CountSql};
            SELECT account_id, case_id, state FROM recovery_cases WHERE resume_hash = @key AND ended_at IS NULL;
            """,
            new { tries.Subject, start = tries.WindowStart(now), key },
            rows => (rows.ReadFirst<long>(), rows.ReadFirstOrDefault<Row>()), cancellation);
        if (made > tries.Limit)
            return Refusals.TooManyAttempts(DateTimeOffset.FromUnixTimeMilliseconds(tries.WindowStart(now)) + Window);
        // An unknown code belongs to no account: the failure has no history to be recorded in.
        if (row is null) return Refusals.ResumeCodeUnknown;

        var token = BearerToken.New(row.AccountId, random);
        var fresh = RecoveryCodeText.Format(random.Bytes(RecoveryCodeText.Bytes));
        var change = Change.Of(row.AccountId, visitor)
            // The version moves too: a step that began with the old token is not saved any more.
            .Claim(
                Refusals.ResumeCodeUnknown,
                """
                UPDATE recovery_cases SET token_hash = @tokenHash, resume_hash = @resumeHash, version = version + 1
                WHERE account_id = @AccountId AND case_id = @CaseId AND resume_hash = @key AND ended_at IS NULL
                """,
                new
                {
                    row.AccountId,
                    row.CaseId,
                    key,
                    tokenHash = store.TokenHash(token),
                    resumeHash = store.ResumeHash(RecoveryCodeText.Normalize(fresh)!),
                })
            .Record(new AuditEvent(
                row.AccountId, EventKind.RecoveryResumed, Actor.Owner, Subject: row.CaseId.ToString()));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(token.Text, fresh, WireName.Parse<CaseState>(row.State));
    }
}
