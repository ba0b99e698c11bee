using System.Diagnostics;
using Sparekey.Server.Captcha;

namespace Sparekey.Bench;

/// <summary>A server in a process of its own, so that its memory and its garbage can be measured alone.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process _process;
    private int _round = -1;

    private Served(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>The number of the prepared round, from 0.</summary>
    public int Round => _round;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The captcha token of each account for this round.</summary>
    public string[] Captchas { get; private set; } = [];

    /// <param name="program">A program in this folder, such as <c>Sparekey.Bench.dll</c>.</param>
    public static async Task<Served> Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() is { } url
            ? new Served(process, new Uri(url))
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} did not start.");
    }

    public static Task<Served> Sparekey(int accounts, bool hashing, string database) =>
        Start("Sparekey.Bench.dll", "child", "server", $"{accounts}", hashing ? "hash" : "none", database);

    /// <summary>
    /// Moves the clock to a step that no account has used, and gives each account what it needs for one round.
    /// </summary>
    public async Task Prepare(int accounts)
    {
        await _process.StandardInput.WriteLineAsync($"{accounts}");
        var told = (await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The server under test has ended.")).Split(' ');
        (Now, Captchas) = (DateTimeOffset.FromUnixTimeSeconds(long.Parse(told[0])), told[1..]);
        _round++;
        // resets the peak of resident memory
        if (OperatingSystem.IsLinux()) await File.WriteAllTextAsync($"/proc/{_process.Id}/clear_refs", "5");
    }

    /// <summary>
    /// The peak of resident memory since <see cref="Prepare"/>; the present value where the system keeps no peak.
    /// </summary>
    public double PeakMegabytes()
    {
        if (OperatingSystem.IsLinux())
            return long.Parse(File.ReadLines($"/proc/{_process.Id}/status")
                .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 / 1e6;
        _process.Refresh();
        return _process.WorkingSet64 / 1e6;
    }

    /// <summary>Processor time since the process started.</summary>
    public TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>The part of it that the hashing threads used; zero where the system does not report it.</summary>
    public TimeSpan Hashing() => OperatingSystem.IsLinux()
        ? KernelTimes.Of(Directory.EnumerateDirectories($"/proc/{_process.Id}/task")
            .Select(KernelTimes.Read)
            .Where(thread => thread.Name == "hashing")
            .Sum(thread => thread.Own))
        : TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
