using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>A case as it was loaded, with its account, and the version that the next save must still find.</summary>
/// <param name="NewPhoneSealed">See <see cref="NewAddresses"/>.</param>
/// <param name="OpenedFrom">Where it was opened, a signal for reviewers.</param>
public sealed record LoadedCase(RecoveryCase Case, long Version, byte[]? NewPhoneSealed, byte[]? NewEmailSealed, Visitor OpenedFrom, LoadedAccount Account)
{
    internal sealed record Row
    {
        public string Body { get; init; } = "";
        public long Version { get; init; }
        public byte[]? NewPhoneSealed { get; init; }
        public byte[]? NewEmailSealed { get; init; }
        public string Device { get; init; } = "";
        public string Network { get; init; } = "";

        public LoadedCase Of(LoadedAccount account) =>
            new(StoredBody.Read<RecoveryCase>(Body), Version, NewPhoneSealed, NewEmailSealed, new Visitor(Device, Network), account);
    }
}
