using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>One message on its way out.</summary>
public sealed record SendRequest(string MessageId, Channel Channel, SealedMessage SealedMessage,
    DateTimeOffset WrittenAt);

/// <summary>Takes messages to the outside world. Throws when it could not, and is asked again later.</summary>
public interface ISender
{
    Task Carry(SendRequest parcel, CancellationToken cancellation);

    /// <summary>Whether it could carry now, for /health/ready.</summary>
    Task<bool> IsReady(CancellationToken cancellation);
}
