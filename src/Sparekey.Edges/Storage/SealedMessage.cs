using System.Text.Json;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Address, subject and text of a message. The outbox stores them sealed, because they contain codes.
/// </summary>
public sealed class SealedMessage
{
    private const string Purpose = "outbox";

    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }

    public static byte[] Seal(SecretBox box, string messageId, Message message) =>
        box.Seal(Purpose, $"outbox/{messageId}", JsonSerializer.Serialize(new SealedMessage
        {
            To = message.To,
            Subject = message.Subject,
            Text = message.Text,
        }));

    public static SealedMessage Open(SecretBox box, string messageId, byte[] @sealed) =>
        JsonSerializer.Deserialize<SealedMessage>(box.OpenText(Purpose, $"outbox/{messageId}", @sealed))!;

    public override string ToString() => "SealedMessage(…)";
}
