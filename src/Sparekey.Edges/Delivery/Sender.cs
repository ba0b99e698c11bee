using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>One message to send.</summary>
public sealed record SendRequest(string MessageId, Channel Channel, SealedMessage SealedMessage,
    DateTimeOffset WrittenAt);

/// <summary>Sends messages out of the server.</summary>
public interface ISender
{
    /// <summary>Throws if the message could not be sent; the outbox tries again later.</summary>
    Task Send(SendRequest request, CancellationToken cancellation);

    /// <summary>Whether the sender could send now, for /health/ready.</summary>
    Task<bool> IsReady(CancellationToken cancellation);
}
