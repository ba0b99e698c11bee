using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Recovery;

/// <summary>A code that was sent, or one of an authenticator: charged, judged, and counted for exactly the requirement that it was made for.</summary>
public sealed class ProveCode(Database database, RecoveryStore store, Codes codes, FactorVerification answers, NewAddresses addresses, AccountEmails emails, TimeProvider clock)
{
    // The token too: one that was resumed elsewhere meanwhile proves nothing.
    private const string Live = "EXISTS (SELECT 1 FROM recovery_cases WHERE account_id = @account AND case_id = @case AND token_hash = @key AND state = 'proving' AND ended_at IS NULL)";

    public sealed record View(string Requirement, RequirementKind Kind, RequirementState State);

    /// <param name="factorId">Which authenticator the code is of; may be left out where there is one.</param>
    public async Task<Reply<View>> Run(FlowToken flow, string? requirementId, string? code, string? factorId, Visitor visitor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(code)) return Refusals.Invalid(("code", "invalid.code.prove_code"));
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        var now = clock.GetUtcNow();
        var requirement = hand.Case.Requirements.FirstOrDefault(r => r.Id == requirementId);
        var would = new CodeProof(hand.Case.CaseId, requirementId ?? "", requirement?.Kind ?? default, now, AddressNumber: requirement?.AddressNumber ?? 0);
        switch (RecoveryRules.MarkCodeProven(hand.Case, would, hand.Account.Facts, now))
        {
            case ProofOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            case ProofOutcome.AlreadyMet: return Refusals.CodeAlreadyUsed;
            case ProofOutcome.Mismatch { Fault: ProofFault.AnotherAddress }: return Refusals.CodeExpired;
            case ProofOutcome.Mismatch: return Refusals.NotFound;
        }
        return requirement!.Kind == RequirementKind.AuthenticatorCode
            ? await OfAuthenticator(flow, hand, requirement, would, code, factorId, visitor, now, cancellation)
            : await OfMessage(flow, hand, requirement, would, code, visitor, now, cancellation);
    }

    private async Task<Reply<View>> OfMessage(FlowToken flow, LoadedCase hand, Requirement requirement, CodeProof would, string typed, Visitor visitor, DateTimeOffset now, CancellationToken cancellation)
    {
        var binding = CaseCodes.Binding(hand, requirement);
        const string Usable = "SELECT 1 FROM codes WHERE account_id = @account AND purpose = @codePurpose AND binding = @codeBinding";
        var (attempt, code, sentAt, taken) = await database.Charge(
            $"""
            {Attempts.ChargeSql(when: $"{Live} AND EXISTS ({Usable} AND used_at IS NULL AND expires_at > @now AND tries < {OneTimeCode.Tries})")}
            {Codes.ChargeSql($"{Live} AND EXISTS (SELECT 1 FROM attempts WHERE account_id = @account AND subject = @subject AND last_at = @now)")}
            SELECT sent_at FROM codes WHERE account_id = @account AND purpose = @codePurpose AND binding = @codeBinding;
            SELECT COUNT(*) FROM emails WHERE email_index = @index;
            """,
            new
            {
                account = hand.Case.AccountId, @case = hand.Case.CaseId, key = store.TokenHash(flow.Token), subject = CaseCodes.Subject(requirement.Kind), limit = int.MaxValue,
                codePurpose = binding.Purpose, codeBinding = binding.Binding, now,
                index = requirement.Kind == RequirementKind.NewEmailCode && EmailAddress.TryParse(addresses.Open(hand, requirement.Kind), out var named) ? emails.Index(named) : [],
            },
            rows => (Attempts.Read(rows), Codes.Read(rows), rows.ReadFirstOrDefault<DateTimeOffset?>(), rows.ReadFirst<long>() > 0), cancellation);

        if (code is null) return Refusals.CodeExpired;
        if (!code.Charged || !attempt.Charged)
            return code.UsedAt is not null ? Refusals.CodeAlreadyUsed
                : attempt.BlockedUntil > now ? Refusals.TooManyAttempts(attempt.BlockedUntil)
                : code.TriesLeft == 0 ? Refusals.TooManyAttempts(null) : Refusals.CodeExpired;
        // The owner of a taken address never got a code, so none is right.
        if (CodeText.Digits(typed) is not { } digits || !codes.Matches(binding, digits, code) || taken)
        {
            await database.CommitNamed(new Change(visitor).Record(Event(hand, EventKind.RecoveryProofRefused, requirement)), cancellation);
            return Refusals.WrongCode(code.TriesLeft);
        }

        // In the order of the charge: two steps at once take their rows one after the other.
        var change = new Change(visitor)
            .Add("UPDATE attempts SET failures = 0, blocked_until = 0 WHERE account_id = @account AND subject = @subject", new { account = hand.Case.AccountId, subject = CaseCodes.Subject(requirement.Kind) });
        Codes.Use(change, binding, code, now);
        return await Count(change, hand, requirement, would with { IssuedAt = sentAt!.Value, FactorId = requirement.Kind == RequirementKind.PhoneCode ? hand.Account.Phone?.FactorId : null }, now, cancellation);
    }

    // The same counter, replay protection and lock as in a sign-in: it is the same factor.
    private async Task<Reply<View>> OfAuthenticator(FlowToken flow, LoadedCase hand, Requirement requirement, CodeProof would, string typed, string? factorId, Visitor visitor, DateTimeOffset now, CancellationToken cancellation)
    {
        var offered = hand.Account.Authenticators;
        if (offered.Count == 0) return Refusals.FactorDisabled;
        var factor = factorId is null && offered.Count == 1 ? offered[0] : offered.FirstOrDefault(f => f.FactorId.ToString() == factorId);
        if (factor is null) return Refusals.Invalid(("factor_id", "invalid.factor_id"));

        var binding = CaseCodes.Binding(hand, requirement);
        var parameters = answers.Parameters(hand.Case.AccountId, factor.FactorId, binding, typed, now);
        parameters.Add("case", hand.Case.CaseId);
        parameters.Add("key", store.TokenHash(flow.Token));
        var loaded = await database.Charge(FactorVerification.Sql(Live), parameters, FactorVerification.Read, cancellation);
        switch (answers.Judge(loaded, binding, typed, visitor, now))
        {
            case FactorVerification.Judged.Refused refused:
                refused.Change?.Record(Event(hand, EventKind.RecoveryProofRefused, requirement));
                return await refused.Tell(database);
            case FactorVerification.Judged.Right right:
                return await Count(right.Change, hand, requirement, would with { FactorId = factor.FactorId }, now, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<Reply<View>> Count(Change change, LoadedCase hand, Requirement requirement, CodeProof proof, DateTimeOffset now, CancellationToken cancellation)
    {
        if (RecoveryRules.MarkCodeProven(hand.Case, proof, hand.Account.Facts, now) is not ProofOutcome.Met met) return Refusals.CodeExpired;
        store.Save(change, hand, met.Case).Record(Event(hand, EventKind.RecoveryProven, requirement));
        return await database.CommitNamed(change, cancellation) switch
        {
            null => new View(requirement.Id, requirement.Kind, RequirementState.Met),
            "already_used" => Refusals.CodeAlreadyUsed,
            "disabled" => Refusals.FactorDisabled,
            _ => CaseRefusals.MovedOn(hand),
        };
    }

    private static AuditEvent Event(LoadedCase hand, string kind, Requirement requirement) => new(hand.Case.AccountId, kind, Actor.Owner, Subject: hand.Case.CaseId.ToString(),
        Details: new Dictionary<string, string> { ["kind"] = WireName.Of(requirement.Kind) });
}
