using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>One attempt to meet a requirement with a code. Core has said that a right code would count.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class CodeAttempt
{
    public required FlowToken Flow { get; init; }
    public required LoadedCase Loaded { get; init; }
    public required Requirement Requirement { get; init; }

    /// <summary>The proof that a right code gives.</summary>
    public required CodeProof Proof { get; init; }

    public required string Typed { get; init; }
    public required Visitor Visitor { get; init; }
    public required DateTimeOffset Now { get; init; }

    public override string ToString() => "CodeAttempt(…)";

    /// <param name="kind"><see cref="EventKind.RecoveryProven"/> or
    /// <see cref="EventKind.RecoveryProofRefused"/>.</param>
    internal AuditEvent Event(string kind) =>
        CaseEvent.Of(Loaded.Case, kind, details: ("kind", WireName.Of(Requirement.Kind)));
}
