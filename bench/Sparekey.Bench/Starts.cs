using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sparekey.Bench;

/// <summary>
/// Time from the start of the process until the server is ready, and resident memory without requests.
/// </summary>
internal static class Starts
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    public static async Task Measure(Table table, int rounds)
    {
        var plain = Path.Combine(AppContext.BaseDirectory, "sparekey.dll");
        var folder = Directory.CreateTempSubdirectory("sparekey-bench-").FullName;
        var ahead = Publish(folder);
        List<double> seconds = [], ratios = [], memory = [], more = [];
        for (var i = 0; i < rounds; i++)
        {
            var (before, now) = (await One(plain), await One(ahead));
            seconds.Add(now.Seconds);
            ratios.Add(now.Seconds / before.Seconds);
            memory.Add(now.Megabytes);
            more.Add(now.Megabytes - before.Megabytes);
        }
        var starts = Table.Median(seconds);
        var runtime = Table.Median(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Version(ahead))));
        var ratio = Table.Median(ratios);
        var (without, version) = ($"{starts / ratio:0.00} s without ReadyToRun", $"{runtime:0.00} s for --version");
        var added = $"{Table.Median(more):+0.0;-0.0} MB by ReadyToRun";
        table.Add("process start to ready", $"{starts:0.00} s", version, $"{starts / runtime:0.0}", "at most 1.5 s");
        table.Add("process start to ready", $"{starts:0.00} s", without, $"{ratio:0.00}", "at most 0.75");
        table.Add("resident memory, idle", $"{Table.Median(memory):0} MB", added, "", "at most 150 MB");
        Directory.Delete(folder, recursive: true);
    }

    // Builds the server as ./run does: compiled ahead of time.
    private static string Publish(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Sparekey.slnx"))) root = root.Parent!;
        const string Script = ". \"$0/deploy/prerequisites.sh\" && publish_server \"$0\" \"$1\"";
        using var build = Process.Start("bash", ["-c", Script, root.FullName, folder]);
        build.WaitForExit();
        if (build.ExitCode != 0) throw new InvalidOperationException("The server could not be built.");
        return Path.Combine(folder, "sparekey.dll");
    }

    private static async Task<(double Seconds, double Megabytes)> One(string program)
    {
        var data = Directory.CreateTempSubdirectory("sparekey-bench-").FullName;
        var url = $"http://127.0.0.1:{FreePort()}";
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        var watch = Stopwatch.StartNew();
        using var process = Launch(program, "serve", "--development", "--data", data, "--url", url);
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

    private static async Task<double> Version(string program)
    {
        var watch = Stopwatch.StartNew();
        using var process = Launch(program, "--version");
        await process.WaitForExitAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
            using var response = await http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
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
