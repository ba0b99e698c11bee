using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Storage;

/// <summary>A message as the outbox stores it. Its body is sealed to the row.</summary>
internal sealed record OutboxRow(string Id, AccountId Account, string Channel, byte[] Body, DateTimeOffset Now)
{
    public const string Columns = "message_id, account_id, channel, sealed, created_at, attempts, next_at";

    /// <summary>The values of <see cref="Columns"/>.</summary>
    public const string Values = "@Id, @Account, @Channel, @Body, @Now, 0, @Now";

    public override string ToString() => $"OutboxRow({Id})";
}
