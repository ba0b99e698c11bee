using System.Diagnostics;

namespace Sparekey.Bench;

/// <summary>A number of clients that work through one list: a client that is done takes the next item.</summary>
/// <param name="PerSecond">Items per second.</param>
/// <param name="Latencies">Of each item, in milliseconds.</param>
internal sealed record Load(double PerSecond, double[] Latencies)
{
    public static async Task<Load> Run(Uri server, int clients, int count, Func<Wire, int, ValueTask> journey)
    {
        var wires = new Wire[clients];
        for (var i = 0; i < clients; i++) wires[i] = await Wire.Open(server);
        var latencies = new double[count];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(wires.Select(wire => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var began = watch.Elapsed;
                await journey(wire, i);
                latencies[i] = (watch.Elapsed - began).TotalMilliseconds;
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var wire in wires) wire.Dispose();
        return new Load(count / seconds, latencies);
    }

    /// <summary>p50/p95/p99 over all rounds, in milliseconds.</summary>
    public static string Percentiles(IEnumerable<Load> loads)
    {
        var sorted = loads.SelectMany(load => load.Latencies).Order().ToArray();
        return string.Join("/", new[] { 0.50, 0.95, 0.99 }.Select(share => $"{At(sorted, share):0.#}"));
    }

    public static double Percentile(IEnumerable<Load> loads, double share) =>
        At([.. loads.SelectMany(load => load.Latencies).Order()], share);

    private static double At(double[] sorted, double share) =>
        sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(sorted.Length * share) - 1)];
}
