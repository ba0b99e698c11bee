using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Durability;

/// <summary>The built server as a process of its own, which a test may kill at any moment.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private Process? _process;

    private readonly string _database;
    private readonly (string Name, string Value)[] _settings;

    /// <param name="database">As <c>Settings.Database</c>.</param>
    /// <param name="settings">More settings, named as in the environment.</param>
    public ServerProcess(string data, string database, params (string Name, string Value)[] settings)
    {
        (Data, _database, _settings) = (data, database, settings);
        Url = $"http://127.0.0.1:{LocalPort.Free()}";
        Http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Data { get; }
    public string Url { get; }

    /// <summary>A connection of its own to the same database, to look at the rows.</summary>
    public DbConnection Look() => _database.Length > 0
        ? new NpgsqlConnection(_database + ";Pooling=false")
        : new SqliteConnection($"Data Source={Path.Combine(Data, "sparekey.db")};Mode=ReadOnly;Pooling=False");

    public HttpClient Http { get; }

    public async Task Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sparekey.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--development", "--data", Data, "--url", Url])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SPAREKEY__CAPTCHA__BITS"] = "4";
        start.Environment["SPAREKEY__SENDLIMITS__PERNETWORKHOUR"] = "100000";
        start.Environment["SPAREKEY__DATABASE"] = _database;
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var tries = 0; tries < 600; tries++)
        {
            if (_process.HasExited) throw new Xunit.Sdk.XunitException($"The server ended with {_process.ExitCode}.");
            try
            {
                using var response = await Http.GetAsync("/health/ready");
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // the server does not listen yet
            }
            await Task.Delay(50);
        }
        throw new Xunit.Sdk.XunitException("The server did not become ready.");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await Kill();
        Http.Dispose();
    }
}
