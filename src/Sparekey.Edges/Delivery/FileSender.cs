using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// The sender of a development server: writes every message to a file in <c>DATA/inbox</c>, which /dev/inbox shows.
/// </summary>
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

    public async Task Send(SendRequest request, CancellationToken cancellation)
    {
        var message = new Delivered(WireName.Of(request.Channel), request.SealedMessage.To,
            request.SealedMessage.Subject, request.SealedMessage.Text, request.WrittenAt);
        var file = Path.Combine(_folder, request.MessageId + ".json");
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(message), cancellation);
        File.Move(file + ".new", file, overwrite: true);   // A reader never sees an incomplete message.
    }

    public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(Directory.Exists(_folder));

    /// <summary>The messages in the 500 newest files, newest first: all messages, or those to one address.</summary>
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
