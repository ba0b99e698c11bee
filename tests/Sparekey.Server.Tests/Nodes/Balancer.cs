using System.Diagnostics;
using System.Text.RegularExpressions;
using Sparekey.Server.Tests.Conventions;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Operations;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>A real HAProxy on loopback, with the configuration that we ship; only the addresses are replaced.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    public const string Program = "/usr/sbin/haproxy";

    private readonly Process _process;
    private readonly string _file;

    private Balancer(Process process, string file, Uri address) =>
        (_process, _file, Address) = (process, file, address);

    public Uri Address { get; }

    /// <param name="nodes">Three addresses, since the configuration has three servers.</param>
    public static async Task<Balancer> Start(IReadOnlyList<Uri> nodes)
    {
        var port = LocalPort.Free();
        var used = 0;
        var settings = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Folder, "deploy", "haproxy.cfg"));
        settings = Regex.Replace(settings, @"(?m)^(\s+bind) .*$", $"$1 127.0.0.1:{port}");
        settings = Regex.Replace(settings, @"(?m)^(\s+server \w+) \S+", m =>
            $"{m.Groups[1].Value} {nodes[used++ % nodes.Count].Authority}");
        // each node once in the backend of ready nodes and once in that of live nodes
        Assert.Equal(2 * nodes.Count, used);
        var file = Path.Combine(Path.GetTempPath(), $"sparekey-haproxy-{port}.cfg");
        await File.WriteAllTextAsync(file, settings);

        var process = Process.Start(new ProcessStartInfo(Program, ["-db", "-q", "-f", file]) { UseShellExecute =
            false })!;
        var balancer = new Balancer(process, file, new Uri($"http://127.0.0.1:{port}"));
        using var http = new HttpClient { BaseAddress = balancer.Address };
        for (var tries = 0; tries < 300; tries++)
        {
            if (process.HasExited) throw new Xunit.Sdk.XunitException($"HAProxy ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode) return balancer;
            }
            catch (HttpRequestException)
            {
                // HAProxy does not listen yet
            }
            await Task.Delay(100);
        }
        throw new Xunit.Sdk.XunitException("HAProxy finds no node ready.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_file);
    }
}

/// <summary>
/// A test that needs PostgreSQL and HAProxy (Debian package haproxy). Shown as skipped without either.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BalancedFactAttribute : FactAttribute
{
    public BalancedFactAttribute()
    {
        if (!Engine.IsPostgres) Skip = "About PostgreSQL.";
        else if (!File.Exists(Balancer.Program)) Skip = $"{Balancer.Program} is not installed.";
    }
}
