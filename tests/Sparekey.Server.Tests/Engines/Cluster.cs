using System.Diagnostics;
using Npgsql;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Storage.Postgres;

namespace Sparekey.Server.Tests.Engines;

/// <summary>A PostgreSQL of this test run alone: made when the first test asks for it, reached through a socket in a folder of its own, gone with the process, however that ends.</summary>
public static class Cluster
{
    private const string Template = "migrated";

    // It is there for minutes and holds nothing of anybody, so it need not survive anything.
    private const string Settings =
        "-c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off " +
        "-c max_connections=500 -c shared_buffers=64MB -c log_min_messages=fatal -c log_min_error_statement=panic";

    // The server ends when this script's input does, and the input ends with the process that holds it, also when that one is killed.
    // As root it becomes the user postgres, because PostgreSQL refuses to be root's.
    private const string Script =
        $$"""
        set -eu
        bin=$1 folder=$2
        trap 'rm -rf "$folder"' EXIT
        as=""
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as="setpriv --reuid=postgres --regid=postgres --init-groups --"; fi
        cd "$folder"
        $as "$bin/initdb" -D "$folder/data" -U sparekey -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
        $as "$bin/postgres" -D "$folder/data" -k "$folder" {{Settings}} >/dev/null 2>"$folder/server.log" <&- &
        server=$!
        until "$bin/pg_isready" -q -h "$folder"; do kill -0 $server || { cat "$folder/server.log" >&2; exit 1; }; sleep 0.05; done
        echo ready
        cat >/dev/null
        kill -QUIT $server 2>/dev/null || true
        wait $server || true
        """;

    private static readonly Lazy<Task<string>> Server = new(Start);
    private static int _databases;

    /// <summary>A connection string of a database that is migrated and empty.</summary>
    public static async Task<string> NewDatabase()
    {
        var host = await Server.Value;
        var name = $"house_{Interlocked.Increment(ref _databases)}";
        await Do(host, $"CREATE DATABASE {name} TEMPLATE {Template}");
        return Of(host, name);
    }

    /// <summary>A database with nothing in it, not even tables.</summary>
    public static async Task<string> EmptyDatabase()
    {
        var host = await Server.Value;
        var name = $"empty_{Interlocked.Increment(ref _databases)}";
        await Do(host, $"CREATE DATABASE {name}");
        return Of(host, name);
    }

    public static async Task Drop(string database) => await Do(await Server.Value, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");

    private static string Of(string host, string database) => $"Host={host};Username=sparekey;Database={database}";

    private static async Task<string> Start()
    {
        var folder = Directory.CreateTempSubdirectory("sk-").FullName;   // the path of a socket has at most 107 characters
        var start = new ProcessStartInfo("sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-c", Script, "cluster", Programs(), folder }) start.ArgumentList.Add(argument);
        var script = Process.Start(start)!;
        var error = script.StandardError.ReadToEndAsync();
        if (await script.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException($"The private PostgreSQL did not start: {await error}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            script.StandardInput.Close();
            script.WaitForExit(TimeSpan.FromSeconds(10));
        };
        await Do(folder, $"CREATE DATABASE {Template}");
        Migrations.Apply(PostgresAddress.Parse(Of(folder, Template)), TimeProvider.System.GetUtcNow());
        return folder;
    }

    private static string Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(version => int.Parse(Path.GetFileName(version))).Select(version => Path.Combine(version, "bin")).First()
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))) ?? throw new InvalidOperationException("PostgreSQL is not installed: sudo apt-get install postgresql");

    private static async Task Do(string host, string sql)
    {
        await using var connection = new NpgsqlConnection(Of(host, "postgres") + ";Maximum Pool Size=4");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
