using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Meets a requirement with a code that was sent by email, SMS or voice call.</summary>
public sealed class ProveSentCode(
    Database database, RecoveryStore store, Codes codes, MeetRequirement meet, NewAddresses addresses,
    AccountEmails emails)
{
    private const string OfCode = "account_id = @account AND purpose = @codePurpose AND binding = @codeBinding";

    private static readonly string CanBeTried =
        $"""
        EXISTS (SELECT 1 FROM codes
                WHERE {OfCode} AND used_at IS NULL AND expires_at > @now AND tries < {OneTimeCode.Tries})
        """;

    private const string AttemptIsCharged =
        "EXISTS (SELECT 1 FROM attempts WHERE account_id = @account AND subject = @subject AND last_at = @now)";

    // The attempt is charged only where the code can be tried, and the code's try only with the attempt.
    private static readonly string ChargeSql =
        $"""
        {Attempts.ChargeSql(when: $"{CaseCodes.IsProving} AND {CanBeTried}")}
        {Codes.ChargeSql($"{CaseCodes.IsProving} AND {AttemptIsCharged}")}
        SELECT sent_at FROM codes WHERE {OfCode};
        SELECT COUNT(*) FROM emails WHERE email_index = @index;
        """;

    private sealed record Charged(
        Attempts.State Attempt, Codes.Standing? Code, DateTimeOffset? SentAt, bool AddressIsOfAnother);

    public async Task<Reply<ProveCode.View>> Run(CodeAttempt of, CancellationToken cancellation)
    {
        var (account, now) = (of.Loaded.AccountId, of.Now);
        var binding = CaseCodes.Binding(of.Loaded, of.Requirement);
        var subject = CaseCodes.Subject(of.Requirement.Kind);
        var charged = await Charge(of, binding, subject, cancellation);

        if (charged.Code is not { } code) return Refusals.CodeExpired;
        if (!code.Charged || !charged.Attempt.Charged) return NotCharged(code, charged.Attempt, now);
        // The owner of an address that belongs to another account never got a code, so no code is right.
        var isRight = CodeText.Digits(of.Typed) is { } digits && codes.Matches(binding, digits, code)
            && !charged.AddressIsOfAnother;
        if (!isRight)
        {
            var failure = Change.Of(account, of.Visitor)
                .RequireCharged(account, subject, now, charged.Attempt.Failures)
                .Record(of.Event(EventKind.RecoveryProofRefused));
            return await database.Record(failure, Refusals.WrongCode(code.TriesLeft));
        }

        // In the order of the charge, so that two requests at once take their rows one after the other.
        var change = Change.Of(account, of.Visitor).Add(
            "UPDATE attempts SET failures = 0, blocked_until = 0 WHERE account_id = @account AND subject = @subject",
            new { account, subject });
        Codes.Use(change, binding, code, now);
        var factor = of.Requirement.Kind == RequirementKind.PhoneCode ? of.Loaded.Account.Phone?.FactorId : null;
        var proof = of.Proof with { IssuedAt = charged.SentAt!.Value, FactorId = factor };
        return await meet.Run(change, of, proof, cancellation);
    }

    private Task<Charged> Charge(CodeAttempt of, CodeBinding binding, string subject, CancellationToken cancellation) =>
        database.Charge(
            Locks.Of(of.Loaded.AccountId),
            ChargeSql,
            new
            {
                account = of.Loaded.AccountId,
                @case = of.Loaded.Case.CaseId,
                key = store.TokenHash(of.Flow.Token),
                subject,
                limit = int.MaxValue,
                codePurpose = binding.Purpose,
                codeBinding = binding.Binding,
                now = of.Now,
                index = IndexOfNewEmail(of),
            },
            rows => new Charged(
                Attempts.Read(rows), Codes.Read(rows), rows.ReadFirstOrDefault<DateTimeOffset?>(),
                rows.ReadFirst<long>() > 0),
            cancellation);

    private static Refusal NotCharged(Codes.Standing code, Attempts.State attempt, DateTimeOffset now)
    {
        if (code.UsedAt is not null) return Refusals.CodeAlreadyUsed;
        if (attempt.BlockedUntil > now) return Refusals.TooManyAttempts(attempt.BlockedUntil);
        return code.TriesLeft == 0 ? Refusals.TooManyAttempts(null) : Refusals.CodeExpired;
    }

    private byte[] IndexOfNewEmail(CodeAttempt of)
    {
        var kind = of.Requirement.Kind;
        return kind == RequirementKind.NewEmailCode
                && EmailAddress.TryParse(addresses.Open(of.Loaded, kind), out var named)
            ? emails.Index(named)
            : [];
    }
}
