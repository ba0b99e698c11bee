namespace Sparekey.Bench;

/// <summary>What Linux reports of a process or a thread in its <c>stat</c> file (proc(5)).</summary>
/// <param name="Own">Processor time, in ticks.</param>
/// <param name="OfChildren">Processor time of children that have ended, in ticks.</param>
internal sealed record KernelTimes(string Name, string Parent, long Own, long OfChildren)
{
    private const double TicksPerSecond = 100;   // USER_HZ: 100 on every Linux that we know

    /// <param name="folder">Below <c>/proc</c>.</param>
    public static KernelTimes Read(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, "stat"));
        var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
        var fields = text[(close + 2)..].Split(' ');   // from the third field on: state, parent, ...
        return new(text[(open + 1)..close], fields[1], fields[11..13].Sum(long.Parse), fields[13..15].Sum(long.Parse));
    }

    public static TimeSpan Of(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);
}
