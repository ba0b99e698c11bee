using Sparekey.Edges.Admission;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>Others, who stand in every place of a gate and in its whole line, until they leave.</summary>
public sealed class Crowd
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<Task<Slot?>> _waiting = [];
    private readonly List<Slot> _inside = [];

    /// <param name="network">All of one network; by default everybody of another one.</param>
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

    /// <summary>One of those inside is done, and the next one in the line takes its place.</summary>
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
