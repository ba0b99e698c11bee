namespace Sparekey.Server.Tests.Engines;

/// <summary>Which database the tests of this run stand on. The same tests run on both: <c>SPAREKEY_TEST_ENGINE=postgres</c> chooses the second.</summary>
public static class Engine
{
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("SPAREKEY_TEST_ENGINE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"SPAREKEY_TEST_ENGINE is sqlite or postgres, not '{other}'."),
    };

    /// <summary>A database with our tables and nothing in them, as <c>Settings.Database</c>; empty for the embedded one, which a new data folder brings.</summary>
    public static Task<string> NewDatabase() => IsPostgres ? Cluster.NewDatabase() : Task.FromResult("");

    public static Task Drop(string database) => IsPostgres ? Cluster.Drop(database) : Task.CompletedTask;
}

/// <summary>About the file of SQLite, its locks or its folder: there is nothing to ask of a PostgreSQL.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute()
    {
        if (Engine.IsPostgres) Skip = "About the file of SQLite.";
    }
}

/// <inheritdoc cref="SqliteFactAttribute"/>
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute()
    {
        if (Engine.IsPostgres) Skip = "About the file of SQLite.";
    }
}

/// <summary>About PostgreSQL, its locks or its clients.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!Engine.IsPostgres) Skip = "About PostgreSQL.";
    }
}
