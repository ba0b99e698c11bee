using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Meets a requirement with a code: charged, judged, and counted for exactly the requirement for which the code was
/// made.
/// </summary>
public sealed class ProveCode(
    RecoveryStore store, ProveSentCode sentCode, ProveAuthenticatorCode authenticatorCode, TimeProvider clock)
{
    public sealed record View(string Requirement, RequirementKind Kind, RequirementState State);

    /// <param name="factorId">The authenticator of the code; may be left out when the account has one.</param>
    public async Task<Reply<View>> Run(
        FlowToken flow, string? requirementId, string? code, string? factorId, Visitor visitor,
        CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(code)) return Refusals.Invalid(("code", "invalid.code.prove_code"));
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        var now = clock.GetUtcNow();
        var requirement = loaded.Find(requirementId);
        var proof = new CodeProof(
            loaded.Case.CaseId, requirementId ?? "", requirement?.Kind ?? default, now,
            AddressNumber: requirement?.AddressNumber ?? 0);
        // Core is asked before anything is charged, so that no attempt is spent on a code that cannot count.
        switch (RecoveryRules.MarkCodeProven(loaded.Case, proof, loaded.Account.Facts, now))
        {
            case ProofOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            case ProofOutcome.AlreadyMet: return Refusals.CodeAlreadyUsed;
            case ProofOutcome.Mismatch { Fault: ProofFault.AnotherAddress }: return Refusals.CodeExpired;
            case ProofOutcome.Mismatch: return Refusals.NotFound;
        }
        var attempt = new CodeAttempt
        {
            Flow = flow,
            Loaded = loaded,
            Requirement = requirement!,
            Proof = proof,
            Typed = code,
            Visitor = visitor,
            Now = now,
        };
        return requirement!.Kind == RequirementKind.AuthenticatorCode
            ? await authenticatorCode.Run(attempt, factorId, cancellation)
            : await sentCode.Run(attempt, cancellation);
    }
}
