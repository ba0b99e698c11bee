using System.Diagnostics;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Meets a requirement with a code of an authenticator. It is the same factor as in a sign-in: the same count of
/// failures, the same replay protection, the same lockout.
/// </summary>
public sealed class ProveAuthenticatorCode(
    Database database, RecoveryStore store, FactorVerification verification, MeetRequirement meet)
{
    private static readonly string ChargeSql = FactorVerification.Sql(CaseCodes.IsProving);

    /// <param name="factorId">May be left out when the account has one authenticator.</param>
    public async Task<Reply<ProveCode.View>> Run(CodeAttempt of, string? factorId, CancellationToken cancellation)
    {
        var offered = of.Loaded.Account.Authenticators;
        if (offered.Count == 0) return Refusals.FactorDisabled;
        var factor = factorId is null && offered.Count == 1
            ? offered[0]
            : offered.FirstOrDefault(one => one.FactorId.ToString() == factorId);
        if (factor is null) return Refusals.Invalid(("factor_id", "invalid.factor_id"));

        var binding = CaseCodes.Binding(of.Loaded, of.Requirement);
        var parameters = verification.Parameters(of.Loaded.AccountId, factor.FactorId, binding, of.Typed, of.Now);
        parameters.Add("case", of.Loaded.Case.CaseId);
        parameters.Add("key", store.TokenHash(of.Flow.Token));
        var charged = await database.Charge(
            Locks.Of(of.Loaded.AccountId), ChargeSql, parameters, FactorVerification.Read, cancellation);
        switch (verification.Judge(charged, binding, of.Typed, of.Visitor, of.Now))
        {
            case FactorVerification.Judged.Refused { Change: null } refused:
                return refused.Why;
            case FactorVerification.Judged.Refused { Change: { } failure } refused:
                return await database.Record(failure.Record(of.Event(EventKind.RecoveryProofRefused)), refused.Why);
            case FactorVerification.Judged.Right right:
                return await meet.Run(right.Change, of, of.Proof with { FactorId = factor.FactorId }, cancellation);
            default:
                throw new UnreachableException();
        }
    }
}
