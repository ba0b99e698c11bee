using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// A case as it was loaded, with its account, and with the version that the next save must still find.
/// </summary>
/// <param name="NewPhoneSealed">See <see cref="NewAddresses"/>.</param>
/// <param name="OpenedFrom">The device and network that opened the case: a signal for reviewers.</param>
public sealed record LoadedCase(
    RecoveryCase Case, long Version, byte[]? NewPhoneSealed, byte[]? NewEmailSealed, Visitor OpenedFrom,
    LoadedAccount Account)
{
    public AccountId AccountId => Case.AccountId;

    /// <summary>The requirement with this id, or null.</summary>
    public Requirement? Find(string? requirementId) => Case.Requirements.FirstOrDefault(one => one.Id == requirementId);

    public bool Asks(RequirementKind kind) => Case.Requirements.Any(one => one.Kind == kind);

    /// <summary>Whether the holder still has to meet a requirement of this kind.</summary>
    public bool StillAsks(RequirementKind kind) => Case.OpenRequirements.Any(one => one.Kind == kind);

    internal sealed record Row
    {
        public string Body { get; init; } = "";
        public long Version { get; init; }
        public byte[]? NewPhoneSealed { get; init; }
        public byte[]? NewEmailSealed { get; init; }
        public string Device { get; init; } = "";
        public string Network { get; init; } = "";

        public LoadedCase Of(LoadedAccount account) => new(
            StoredBody.Read<RecoveryCase>(Body), Version, NewPhoneSealed, NewEmailSealed, new Visitor(Device, Network),
            account);
    }
}
