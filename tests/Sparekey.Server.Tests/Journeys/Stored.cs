using System.Globalization;
using Npgsql;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>The stored data, seen from outside: shows whether anything changed, and what is readable.</summary>
public static class Stored
{
    public static Task<List<string>> Tables(this House house) =>
        house.Database.List<string>(
            house.Database.Sql(
                sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                    + "ORDER BY name",
                postgres: "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' "
                    + "ORDER BY tablename"),
            null, CancellationToken.None);

    // Events about a refused attempt are written on purpose.
    private const string OfAttempts =
        "kind IN ('sign_in.password_refused', 'sign_in.second_factor_refused', 'recovery.proof_refused', "
            + "'staff.refused')";

    /// <summary>Row counts of every table except those that count attempts, one line each.</summary>
    public static async Task<string> RowCounts(this House house)
    {
        var counted = (await house.Tables())
            .Where(table => table is not ("captchas" or "attempts" or "send_limits" or "installation"));
        return string.Join('\n', await house.Database.List<string>(string.Join(" UNION ALL ", counted.Select(table =>
            $"SELECT '{table} ' || COUNT(*) "
                + $"FROM {table}{(table == "audit_events" ? $" WHERE NOT {OfAttempts}" : "")}")), null,
                    CancellationToken.None));
    }

    /// <summary>Every value that is stored as text or number, one line each.</summary>
    public static async Task<List<string>> TextValues(this House house)
    {
        var values = new List<string>();
        foreach (var table in await house.Tables())
            foreach (var row in await house.Database.List<dynamic>($"SELECT * FROM {table}", null,
                CancellationToken.None))
                foreach (var (column, value) in (IDictionary<string, object?>)row)
                    if (value is not (null or byte[])) values.Add(
                        $"{table}.{column}: {Convert.ToString(value, CultureInfo.InvariantCulture)}");
        return values;
    }

    /// <summary>The database file and its log as bytes; on PostgreSQL the stored form of every table.</summary>
    public static async Task<List<byte[]>> Files(this House house)
    {
        if (Engine.IsPostgres) return await Copies(house);
        var files = new List<byte[]>();
        foreach (var file in Directory.EnumerateFiles(house.Settings.Data, "sparekey.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            files.Add(copy.ToArray());
        }
        return files;
    }

    private static async Task<List<byte[]>> Copies(House house)
    {
        await using var connection = new NpgsqlConnection(house.Settings.Database + ";Pooling=false");
        await connection.OpenAsync();
        var copies = new List<byte[]>();
        foreach (var table in await house.Tables())
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)");
            using var copy = new MemoryStream();
            await rows.CopyToAsync(copy);
            copies.Add(copy.ToArray());
        }
        return copies;
    }
}
