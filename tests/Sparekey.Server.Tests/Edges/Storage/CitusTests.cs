using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Tests.Conventions;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>deploy/citus.sql fits the schema under the rules that Citus enforces (Fixtures/citus-rules.sql).</summary>
[Trait("Engine", "PostgreSQL")]
public sealed class CitusTests : IAsyncLifetime
{
    private static readonly string File = System.IO.File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "deploy",
        "citus.sql"));
    private string _database = "";

    public async Task InitializeAsync()
    {
        if (!Engine.IsPostgres) return;
        _database = await Cluster.EmptyDatabase();
        Migrations.Apply(PostgresAddress.Parse(_database), DateTimeOffset.UnixEpoch);
        await Does(await System.IO.File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures",
            "citus-rules.sql")));
    }

    public async Task DisposeAsync()
    {
        if (_database.Length > 0) await Cluster.Drop(_database);
    }

    [PostgresFact]
    public async Task DistributesEveryTable()
    {
        var all = await Ask<string>(
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' "
                + "AND tablename NOT LIKE 'citus%' ORDER BY 1");

        await Does(File);

        var placed = await Ask<string>("SELECT CAST(name AS TEXT) FROM citus_tables");
        var local = Regex.Matches(File, @"^-- local: (\w+)$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        Assert.Equal(all, placed.Concat(local).Order(StringComparer.Ordinal));
        // Tables with an account_id are co-located with accounts, except the table that finds accounts by address and
        // the outbox.
        Assert.Equal(["emails", "outbox"], await Ask<string>(
            """
            SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'
              AND column_name = 'account_id'
              AND table_name NOT IN (SELECT CAST(name AS TEXT) FROM citus_tables
                WHERE distribution_column = 'account_id' AND colocation = (SELECT colocation FROM citus_tables
                WHERE name = 'accounts'::regclass)) ORDER BY 1
            """));
        // Every function of ours is distributed, so that workers can call it.
        Assert.Empty(await Ask<string>(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'sparekey%' "
                + "AND oid NOT IN (SELECT name FROM citus_functions)"));
    }

    [PostgresTheory]
    [InlineData("CREATE UNIQUE INDEX spoilt ON sessions (session_id)", "cannot create constraint on \"sessions\"")]
    [InlineData("CREATE UNIQUE INDEX spoilt ON recovery_cases (resume_hash) WHERE ended_at IS NULL",
        "cannot create constraint on \"recovery_cases\"")]
    [InlineData("CREATE UNIQUE INDEX spoilt ON holds (reason, (account_id || hold_id))",
        "cannot create constraint on \"holds\"")]
    [InlineData("CREATE UNIQUE INDEX spoilt ON holds (hold_id) INCLUDE (account_id)",
        "cannot create constraint on \"holds\"")]
    [InlineData("ALTER TABLE emails DROP CONSTRAINT emails_pkey, ADD PRIMARY KEY (account_id)",
        "cannot create constraint on \"emails\"")]
    [InlineData("ALTER TABLE codes RENAME account_id TO holder",
        "column \"account_id\" of relation \"codes\" does not exist")]
    [InlineData("ALTER TABLE holds ALTER account_id TYPE BYTEA USING convert_to(account_id, 'UTF8')",
        "distribution column types do not match")]
    [InlineData("ALTER TABLE holds DROP CONSTRAINT holds_pkey, ALTER account_id DROP NOT NULL",
        "partition column of \"holds\"")]
    [InlineData("CREATE TRIGGER spoilt BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION "
        + "suppress_redundant_updates_trigger()", "because it has triggers")]
    [InlineData("ALTER TABLE emails ADD FOREIGN KEY (account_id) REFERENCES accounts", "referenced by a local table")]
    [InlineData("DROP FUNCTION sparekey_lost", "does not exist")]
    public async Task IsRefused_WhenTheSchemaIsSpoilt(string spoils, string because)
    {
        await Does(spoils);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Does(File));

        Assert.Contains(because, refused.MessageText);
    }

    private async Task Does(string sql)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<T>> Ask<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        return (await connection.QueryAsync<T>(sql)).AsList();
    }
}
