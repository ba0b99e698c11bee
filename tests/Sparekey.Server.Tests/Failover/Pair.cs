using System.Diagnostics;
using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Conventions;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// A primary and its synchronous standby, made by <c>deploy/postgres-pair</c>, the script that operators can try out.
/// They end with this process, however the process ends.
/// </summary>
public sealed class Pair : IAsyncDisposable
{
    // Longer than the script itself waits for any step of pg_auto_failover.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _script;
    private readonly Task<string> _errors;

    private Pair(Process script) => (_script, _errors) = (script, script.StandardError.ReadToEndAsync());

    /// <summary>As <c>Settings.Database</c>, with both servers.</summary>
    public string Database { get; private set; } = "";

    public static async Task<Pair> Start()
    {
        var pair = new Pair(Process.Start(new ProcessStartInfo(Path.Combine(RepositoryRoot.Folder, "deploy",
            "postgres-pair"))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        try
        {
            pair.Database = await pair.Answer();
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to all processes of one node, as if its machine had stopped.</summary>
    public Task Kill(string node) => Tell($"kill {node}");

    public Task Back(string node) => Tell($"back {node}");

    /// <summary>The standby receives nothing more from the primary. No other part notices for a minute.</summary>
    public Task Deafen(string node) => Tell($"deaf {node}");

    public Task Hears(string node) => Tell($"hears {node}");

    /// <summary>Waits until one is the primary and the other its synchronous standby.</summary>
    /// <returns>The primary, <c>a</c> or <c>b</c>.</returns>
    public Task<string> Settled() => Tell("pair");

    /// <summary>A connection of its own to the primary, to look at the rows.</summary>
    public async Task<NpgsqlConnection> Look()
    {
        var connection = new NpgsqlConnection(Database + ";Target Session Attributes=read-write;Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        _script.StandardInput.Close();
        using (var limit = new CancellationTokenSource(Patience)) await _script.WaitForExitAsync(limit.Token);
        _script.Dispose();
    }

    private async Task<string> Tell(string command)
    {
        await _script.StandardInput.WriteLineAsync(command);
        await _script.StandardInput.FlushAsync();
        return await Answer();
    }

    private async Task<string> Answer() =>
        await _script.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException(
            $"deploy/postgres-pair ended: {await _errors}");
}

/// <summary>A test in which a primary dies. Shown as skipped where pg_auto_failover is not installed.</summary>
public sealed class FailoverFactAttribute : FactAttribute
{
    public FailoverFactAttribute()
    {
        if (!Engines.Engine.IsPostgres) Skip = "About PostgreSQL.";
        else if (!File.Exists("/usr/bin/pg_autoctl")) Skip =
            "pg_auto_failover is not installed: sudo apt-get install postgresql-15-auto-failover";
    }
}
