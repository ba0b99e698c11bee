using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Delivery;

/// <summary>Development's carrier: every message becomes a file under <c>DATA/inbox</c>, shown at /dev/inbox.</summary>
public sealed class FileSender : ISender
{
    private readonly string _folder;

    public FileSender(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public sealed record Delivered(string Channel, string To, string Subject, string Text, DateTimeOffset SentAt);

    public async Task Carry(SendRequest parcel, CancellationToken cancellation)
    {
        var message = new Delivered(WireName.Of(parcel.Channel), parcel.SealedMessage.To, parcel.SealedMessage.Subject,
            parcel.SealedMessage.Text, parcel.WrittenAt);
        var file = Path.Combine(_folder, parcel.MessageId + ".json");
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(message), cancellation);
        File.Move(file + ".new", file, overwrite: true);   // a reader never sees half a message
    }

    public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(Directory.Exists(_folder));

    /// <summary>Newest first; all of them, or those to one address.</summary>
    public async Task<List<Delivered>> Inbox(string? to, CancellationToken cancellation)
    {
        var messages = new List<Delivered>();
        foreach (var file in Directory.EnumerateFiles(_folder, "*.json").OrderDescending(StringComparer.Ordinal)
            .Take(500))
        {
            var message = JsonSerializer.Deserialize<Delivered>(await File.ReadAllTextAsync(file, cancellation))!;
            if (to is null || string.Equals(message.To, to, StringComparison.OrdinalIgnoreCase)) messages.Add(message);
        }
        return messages;
    }
}
