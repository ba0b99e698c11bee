using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Recovery;

/// <summary>The phone and email that will replace lost ones, sealed beside the case until it completes.</summary>
public sealed class NewAddresses(SecretBox box)
{
    private const string Purpose = "recovery";

    public byte[] Seal(RecoveryCase @case, RequirementKind kind, string address) =>
        box.Seal(Purpose, Row(@case, kind), address);

    /// <summary>The address that was named last; null before the first.</summary>
    public string? Open(LoadedCase loaded, RequirementKind kind)
    {
        var @sealed = kind == RequirementKind.NewPhoneCode ? loaded.NewPhoneSealed : loaded.NewEmailSealed;
        return @sealed is null ? null : box.OpenText(Purpose, Row(loaded.Case, kind), @sealed);
    }

    private static string Row(RecoveryCase @case, RequirementKind kind) =>
        $"recovery_cases/{@case.AccountId}/{@case.CaseId}/{WireName.Of(kind)}";
}
