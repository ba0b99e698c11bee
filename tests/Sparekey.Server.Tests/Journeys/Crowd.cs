using Sparekey.Edges.Admission;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// Other requests, which take every slot of an admission control and fill its queue, until they leave.
/// </summary>
public sealed class Crowd
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<Task<Slot?>> _waiting = [];
    private readonly List<Slot> _inside = [];

    /// <param name="network">The network of all of them; by default each comes from another network.</param>
    public static async Task<Crowd> At(AdmissionControl gate, string? network = null)
    {
        var crowd = new Crowd();
        for (var i = 0; ; i++)
        {
            var entering = gate.Enter(network ?? $"crowd {i}", 1, crowd._left.Token);
            if (!entering.IsCompleted) crowd._waiting.Add(entering);
            else if (await entering is { } slot) crowd._inside.Add(slot);
            else return crowd;
        }
    }

    /// <summary>One of those inside finishes, and the next one in the queue gets its slot.</summary>
    public void OneIsDone()
    {
        _inside[0].Dispose();
        _inside.RemoveAt(0);
    }

    public async Task Leaves()
    {
        await _left.CancelAsync();
        foreach (var waiting in _waiting)
        {
            try
            {
                (await waiting)?.Dispose();
            }
            catch (OperationCanceledException)
            {
                // gave up waiting
            }
        }
        foreach (var place in _inside) place.Dispose();
    }
}
