using Sparekey.Core.Messages;

namespace Sparekey.Server.Edges.Delivery;

/// <summary>One message on its way out.</summary>
public sealed record Parcel(string MessageId, Channel Channel, Envelope Envelope, DateTimeOffset WrittenAt);

/// <summary>Takes messages to the outside world. Throws when it could not, and is asked again later.</summary>
public interface ICarrier
{
    Task Carry(Parcel parcel, CancellationToken cancellation);

    /// <summary>Whether it could carry now, for /health/ready.</summary>
    Task<bool> IsReady(CancellationToken cancellation);
}
