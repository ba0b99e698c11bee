using System.Collections.Concurrent;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// What the nodes acknowledged, and what they may have done without a response. The database must lie between the two.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<(string Account, string Event), (int Done, int Perhaps)> _events = new();
    private readonly ConcurrentDictionary<(string Factor, string Code), int> _codes = new();
    private int _lost;

    /// <summary>Requests whose response was lost.</summary>
    public int Lost => _lost;

    public IReadOnlyDictionary<(string Account, string Event), (int Done, int Perhaps)> Events => _events;

    /// <summary>How often each typed code was accepted.</summary>
    public IReadOnlyDictionary<(string Factor, string Code), int> Codes => _codes;

    public void Done(string account, string @event) =>
        _events.AddOrUpdate((account, @event), (1, 0), (_, was) => (was.Done + 1, was.Perhaps));

    public void Perhaps(string account, string? @event)
    {
        Interlocked.Increment(ref _lost);
        if (@event is not null) _events.AddOrUpdate((account, @event), (0, 1), (_, was) => (was.Done, was.Perhaps + 1));
    }

    /// <param name="code">Unique among the codes of a factor, such as the step of an authenticator.</param>
    public void Tried(string factor, string code) => _codes.TryAdd((factor, code), 0);

    public void Accepted(string factor, string code) => _codes.AddOrUpdate((factor, code), 1, (_, was) => was + 1);
}
