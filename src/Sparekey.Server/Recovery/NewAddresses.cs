using Sparekey.Core.Recovery;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The phone and email that will replace lost ones, sealed beside the case until it completes.</summary>
public sealed class NewAddresses(SecretBox box)
{
    private const string Purpose = "recovery";

    public byte[] Seal(RecoveryCase @case, RequirementKind kind, string address) => box.Seal(Purpose, Row(@case, kind), address);

    /// <summary>The address named last, or null before the first.</summary>
    public string? Open(LoadedCase hand, RequirementKind kind) =>
        (kind == RequirementKind.NewPhoneCode ? hand.NewPhoneSealed : hand.NewEmailSealed) is { } @sealed ? box.OpenText(Purpose, Row(hand.Case, kind), @sealed) : null;

    private static string Row(RecoveryCase @case, RequirementKind kind) => $"recovery_cases/{@case.AccountId}/{@case.CaseId}/{Core.WireName.Of(kind)}";
}
