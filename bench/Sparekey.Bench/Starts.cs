using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sparekey.Bench;

/// <summary>From the start of the process to its first answer, and its resident memory when nobody asks anything.</summary>
internal static class Starts
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    public static async Task Measure(Table table, int rounds)
    {
        List<double> seconds = [], memory = [];
        for (var i = 0; i < rounds; i++)
        {
            var (start, resident) = await One();
            seconds.Add(start);
            memory.Add(resident);
        }
        var runtime = Table.Median(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Version())));
        table.Add("process start to first answer", $"{Table.Median(seconds):0.00} s", $"{runtime:0.00} s for --version", $"{Table.Median(seconds) / runtime:0.0}", "at most 1.5 s");
        table.Add("resident memory, idle", $"{Table.Median(memory):0} MB", "", "", "at most 150 MB");
    }

    private static async Task<(double Seconds, double Megabytes)> One()
    {
        var data = Directory.CreateTempSubdirectory("sparekey-bench-").FullName;
        var url = $"http://127.0.0.1:{FreePort()}";
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        var watch = Stopwatch.StartNew();
        using var process = Launch("serve", "--development", "--data", data, "--url", url);
        while (!await Answers(http)) await Task.Delay(10);
        var seconds = watch.Elapsed.TotalSeconds;
        await Task.Delay(Idle);
        process.Refresh();
        var megabytes = process.WorkingSet64 / 1e6;
        process.Kill();
        await process.WaitForExitAsync();
        Directory.Delete(data, recursive: true);
        return (seconds, megabytes);
    }

    private static async Task<double> Version()
    {
        var watch = Stopwatch.StartNew();
        using var process = Launch("--version");
        await process.WaitForExitAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "sparekey.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/health/live");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
