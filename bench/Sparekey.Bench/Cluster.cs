using Npgsql;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Bench;

/// <summary>
/// A PostgreSQL of the bench alone. It is as durable as in production: commits are synchronised to disk.
/// </summary>
internal static class Cluster
{
    // PostgreSQL's manual advises a quarter of the machine's memory for shared buffers. The long checkpoint interval
    // keeps checkpoints out of the rounds.
    private static readonly string Settings =
        $"""
        fsync=on
        synchronous_commit=on
        full_page_writes=on
        shared_buffers={GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20}MB
        max_wal_size=4GB
        checkpoint_timeout=30min
        max_connections=200
        jit=off

        """;

    private static readonly Lazy<Task<string>> Server = new(() => PrivatePostgres.Start(Settings));
    private static int _databases;

    /// <summary>The folder of PostgreSQL's programs, for <c>pgbench</c>.</summary>
    public static string Programs => PrivatePostgres.Programs;

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> Empty()
    {
        var host = await Server.Value;
        var name = $"bench_{Interlocked.Increment(ref _databases)}";
        await Do($"Host={host};Username=sparekey;Database=postgres", $"CREATE DATABASE {name}");
        return $"Host={host};Username=sparekey;Database={name}";
    }

    /// <summary>Processor time of the whole cluster so far; zero where the system does not report it.</summary>
    public static TimeSpan Processor()
    {
        if (!OperatingSystem.IsLinux() || !Server.IsValueCreated) return TimeSpan.Zero;
        var postmaster = File.ReadLines(Path.Combine(Server.Value.Result, "data", "postmaster.pid")).First();
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var times = KernelTimes.Read(folder);
                if (Path.GetFileName(folder) == postmaster) ticks += times.Own + times.OfChildren;
                else if (times.Parent == postmaster) ticks += times.Own;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the process has ended meanwhile
            }
        }
        return KernelTimes.Of(ticks);
    }

    /// <summary>Runs statements one after the other, each in a transaction of its own.</summary>
    public static async Task Do(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var statement in sql.Split("; "))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Creates a database with our tables and no rows.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> Migrated()
    {
        var database = await Empty();
        Migrations.Apply(PostgresAddress.Parse(database), TimeProvider.System.GetUtcNow());
        return database;
    }
}
