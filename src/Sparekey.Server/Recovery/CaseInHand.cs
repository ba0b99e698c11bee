using Sparekey.Core.Recovery;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>A case as it was loaded, with its account, and the version that the next save must still find.</summary>
/// <param name="NewPhoneSealed">See <see cref="NewAddresses"/>.</param>
/// <param name="OpenedFrom">Where it was opened, a signal for reviewers.</param>
public sealed record CaseInHand(RecoveryCase Case, long Version, byte[]? NewPhoneSealed, byte[]? NewEmailSealed, Visitor OpenedFrom, AccountInHand Account)
{
    internal sealed record Row
    {
        public string Body { get; init; } = "";
        public long Version { get; init; }
        public byte[]? NewPhoneSealed { get; init; }
        public byte[]? NewEmailSealed { get; init; }
        public string Device { get; init; } = "";
        public string Network { get; init; } = "";

        public CaseInHand Of(AccountInHand account) =>
            new(StoredBody.Read<RecoveryCase>(Body), Version, NewPhoneSealed, NewEmailSealed, new Visitor(Device, Network), account);
    }
}
