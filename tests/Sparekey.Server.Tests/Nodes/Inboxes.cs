using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Edges.Delivery;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>The messages that any node has sent, as their receivers find them.</summary>
internal sealed class Inboxes(IReadOnlyList<string> folders)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // Longer than a live node needs. After this time the node with the message has died.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly HashSet<string> _seen = [];
    private readonly ConcurrentDictionary<string, ConcurrentBag<FileSender.Delivered>> _to =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTime _lookedAt;

    /// <summary>
    /// Every delivery: the id of the message, and the message. A message that two nodes sent is listed twice.
    /// </summary>
    public ConcurrentBag<(string Id, FileSender.Delivered Message)> All { get; } = [];

    /// <summary>The code in the newest message to an address since then.</summary>
    /// <exception cref="InDoubtException">No message came.</exception>
    public async Task<string> CodeTo(string address, DateTimeOffset since)
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until;)
        {
            await Refresh();
            if (_to.TryGetValue(address, out var messages))
                foreach (var message in messages.Where(m => m.SentAt >= since).OrderByDescending(m => m.SentAt))
                    if (Regex.Match(message.Text, @"(?<!\d)(\d{6}|\d{8})(?!\d)") is { Success: true } code)
                        return code.Value;
            await Task.Delay(Look);
        }
        throw new InDoubtException($"No code came to {address}.");
    }

    public async Task Refresh()
    {
        await _one.WaitAsync();
        try
        {
            if (DateTime.UtcNow - _lookedAt < Look) return;
            foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")))
            {
                if (!_seen.Add(file)) continue;
                var message = JsonSerializer.Deserialize<FileSender.Delivered>(await File.ReadAllTextAsync(file))!;
                All.Add((Path.GetFileNameWithoutExtension(file), message));
                _to.GetOrAdd(message.To, _ => []).Add(message);
            }
            _lookedAt = DateTime.UtcNow;
        }
        finally
        {
            _one.Release();
        }
    }
}
