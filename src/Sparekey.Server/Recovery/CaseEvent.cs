using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;

namespace Sparekey.Server.Recovery;

/// <summary>Audit events about a case.</summary>
internal static class CaseEvent
{
    public static AuditEvent Of(
        RecoveryCase @case, string kind, Actor actor = Actor.Owner, params (string Name, string Value)[] details) =>
        new(
            @case.AccountId, kind, actor, Subject: @case.CaseId.ToString(),
            Details: details.Length == 0 ? null : details.ToDictionary(detail => detail.Name, detail => detail.Value));
}
