using System.Collections.Concurrent;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>
/// Hears the statements that the servers of this test run send to their databases. A statement of the program that
/// breaks the rule fails the request that sent it.
/// </summary>
public static class Overheard
{
    private static readonly ConcurrentDictionary<string, string?> Judged = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<IReadOnlySet<string>>> OfAccounts = new(Ask);
    private static IReadOnlyList<string>? _texts;

    /// <summary>The tables of the migrated database that have the column <c>account_id</c>.</summary>
    public static Task<IReadOnlySet<string>> Tables => OfAccounts.Value;

    /// <param name="also">Called with every text of this server.</param>
    public static async Task Hear(Database database, Action<string>? also = null)
    {
        var tables = await Tables;
        var texts = _texts ??= ProgramText.About(tables);
        database.Asked = text =>
        {
            also?.Invoke(text);
            if (Judged.GetOrAdd(text, Judge) is { } broken) throw new InvalidOperationException(broken);
        };

        // Statements of the tests themselves are not judged.
        string? Judge(string text) =>
            texts.Any(known => text.Contains(known, StringComparison.Ordinal))
                ? Broken(text, tables).FirstOrDefault()
                : null;
    }

    /// <summary>What breaks the rule and is not an allowed exception.</summary>
    public static IEnumerable<string> Broken(string text, IReadOnlySet<string> tables) =>
        from statement in text.Split(';').Select(one => one.Trim())
        where !AcrossAccounts.Statements.Any(allowed => allowed.Fits(statement))
        from parts in SqlPart.Of(statement)
        from broken in new AccountFirst(tables).Broken(parts)
        select $"{broken}: {statement}";

    private static async Task<IReadOnlySet<string>> Ask()
    {
        if (Engine.IsPostgres)
        {
            await using var connection = new Npgsql.NpgsqlConnection(await Cluster.NewDatabase() + ";Pooling=false");
            return (await Dapper.SqlMapper.QueryAsync<string>(connection,
                "SELECT CAST(table_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public' "
                    + "AND column_name = 'account_id'")).ToHashSet();
        }
        var folder = Directory.CreateTempSubdirectory("sparekey-test-").FullName;
        var file = Path.Combine(folder, "shape.db");
        Migrations.Apply(file, DateTimeOffset.UnixEpoch);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            var tables = (await Dapper.SqlMapper.QueryAsync<string>(connection,
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
                    + "AND c.name = 'account_id'")).ToHashSet();
            connection.Close();
            Directory.Delete(folder, recursive: true);
            return tables;
        }
    }
}
