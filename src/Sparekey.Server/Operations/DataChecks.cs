using Dapper;
using Microsoft.Data.Sqlite;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Sqlite;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Operations;

/// <summary>
/// The doctor's checks of the data folder: its permissions, the key ring, the database, and whether key ring and
/// database belong together. Opens everything for reading only.
/// </summary>
internal static class DataChecks
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Clocks of nodes and time servers may differ a little.
    internal static readonly TimeSpan Apart = TimeSpan.FromMinutes(2);

    internal static IEnumerable<Finding> Of(Settings settings, TimeProvider clock)
    {
        var folder = Path.GetFullPath(settings.Data);
        var (keyFile, database) = (Path.Combine(folder, "keys.json"), Path.Combine(folder, "sparekey.db"));
        yield return Folder(folder);
        if (settings.Database.Length > 0)
        {
            foreach (var finding in PostgresChecks.Of(settings, keyFile, clock)) yield return finding;
            yield break;
        }
        if (!Directory.Exists(folder)) yield break;
        if (!File.Exists(database))
        {
            yield return Finding.Note($"There is no database {database} yet; the first start makes it.");
            yield break;
        }
        foreach (var finding in Opened(database, keyFile, clock.GetUtcNow())) yield return finding;
    }

    private static Finding Folder(string folder)
    {
        if (File.Exists(folder))
            return Finding.Wrong($"The data folder {folder} is a file. Choose another one with --data.");
        if (!Directory.Exists(folder))
            return Finding.Note($"The data folder {folder} does not exist yet; the first start makes it.");
        return (Mode(folder) & Others) == UnixFileMode.None
            ? Finding.Fine($"The data folder {folder} is closed to others")
            : Finding.Wrong($"Others on this machine may look into the data folder {folder}; run: chmod 700 {folder}");
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    /// <param name="known">The marks of the keys that the database was used with.</param>
    internal static Finding Keys(string keyFile, IEnumerable<KeyCheck.Row> known)
    {
        if (!File.Exists(keyFile))
            return Finding.Wrong(
                $"The key ring {keyFile} is gone. Restore it from your backup: without it nothing that is sealed "
                + "can be opened.");
        try
        {
            var keys = KeyRing.Parse(KeyRingFile.Read(keyFile) ?? "");   // refuses a file that others may read
            var count = keys.Versions.Count == 1 ? "1 key" : $"{keys.Versions.Count} keys";
            return KeyCheck.Mismatch(known, keys) is { } mismatch
                ? Finding.Wrong($"{mismatch} Restore the keys.json that belongs to it.")
                : Finding.Fine($"The key ring {keyFile} has {count}, is closed to others and fits the database");
        }
        catch (KeyRingException e)
        {
            return Finding.Wrong(e.Message);
        }
    }

    /// <param name="newer">The result of <see cref="Migrations.NewerSql"/>.</param>
    internal static Finding Schema(string database, long schema, IReadOnlyList<string> newer, string whole) =>
        Migrations.TooNew(newer) is { } why ? Finding.Wrong($"{database} {why}. Start the newer program that wrote it.")
        : newer.Count > 0 ? Finding.Note(
            $"{database} {whole} schema {schema}. This program knows up to {Migrations.Latest} and can work with it; "
                + "finish the update to the newer one.")
        : schema < Migrations.Latest ? Finding.Note(
            $"{database} has schema {schema}; the next start brings it to {Migrations.Latest}. Back it up first.")
        : Finding.Fine($"{database} {whole} schema {schema}");

    internal const string NewestSql =
        """
        SELECT MAX(at) FROM (SELECT MAX(applied_at) AS at FROM schema_migrations
          UNION ALL SELECT MAX(created_at) FROM outbox) AS newest
        """;

    internal static Finding Behind(DateTimeOffset written) => Finding.Wrong(
        $"The clock is behind: the database was last written at {PlainTime.At(written)}. "
            + "Set the clock, and keep it right with NTP.");

    private static IEnumerable<Finding> Opened(string database, string keyFile, DateTimeOffset now)
    {
        try
        {
            StoredTypes.Register();
            using var connection = Connect(database);
            if (MovedFile.Of(connection) is { } moved) return [Finding.Wrong(moved.Describe(database))];
            var damage = connection.Query<string>("PRAGMA quick_check(3)").ToList();
            if (damage is not ["ok"])
                return
                [
                    Finding.Wrong(
                        $"The database {database} is damaged ({string.Join("; ", damage)}). "
                        + "Stop the server and restore a backup."),
                ];
            var schema = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM schema_migrations") ?? 0;
            var written = DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long?>(NewestSql) ?? 0);
            var newer = connection.Query<string>(Migrations.NewerSql, new { Migrations.Latest }).ToList();
            return
            [
                Keys(keyFile, connection.Query<KeyCheck.Row>(KeyCheck.Sql)),
                Schema($"The database {database}", schema, newer, "is whole,"),
                .. written > now + Apart ? [Behind(written)] : Array.Empty<Finding>(),
            ];
        }
        catch (SqliteException e)
        {
            return
            [
                Finding.Wrong(
                    $"The database {database} cannot be read ({e.Message.TrimEnd('.')}). "
                    + "Stop the server and restore a backup."),
            ];
        }
    }

    private static SqliteConnection Connect(string database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = database,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }
}
