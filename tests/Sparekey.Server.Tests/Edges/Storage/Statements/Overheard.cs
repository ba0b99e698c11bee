using System.Collections.Concurrent;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>
/// Hears the statements that the servers of this test run send to their databases. A statement of the program that
/// breaks a rule fails the request that sent it: it names its account (<see cref="AccountFirst"/>), and a write takes
/// the lock of every account and member of the staff that it names.
/// </summary>
public static class Overheard
{
    private static readonly ConcurrentDictionary<string, Verdict> Judged = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<IReadOnlySet<string>>> OfAccounts = new(Ask);
    private static IReadOnlyList<string>? _texts;

    /// <summary>The tables of the migrated database that have the column <c>account_id</c>.</summary>
    public static Task<IReadOnlySet<string>> Tables => OfAccounts.Value;

    /// <param name="also">Called with every statement of this server.</param>
    public static async Task Hear(Database database, Action<HeardStatement>? also = null)
    {
        var tables = await Tables;
        var texts = _texts ??= ProgramText.About(tables);
        database.StatementHeard = statement =>
        {
            also?.Invoke(statement);
            var judged = Judged.GetOrAdd(statement.Sql, Judge);
            if (judged.Broken is { } broken) throw new InvalidOperationException(broken);
            if (judged.IsOfTheProgram && NamedIds.WithoutLock(statement).Any())
                throw new InvalidOperationException($"Writes to an account without its lock: {statement.Sql}");
        };

        // Statements of the tests themselves are not judged.
        Verdict Judge(string text) =>
            texts.Any(known => text.Contains(known, StringComparison.Ordinal))
                ? new(true, Broken(text, tables).FirstOrDefault())
                : new(false, null);
    }

    private sealed record Verdict(bool IsOfTheProgram, string? Broken);

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
