namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// The database engine under the tests of this run. The same tests run on both engines;
/// <c>SPAREKEY_TEST_ENGINE=postgres</c> chooses PostgreSQL.
/// </summary>
public static class Engine
{
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("SPAREKEY_TEST_ENGINE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"SPAREKEY_TEST_ENGINE is sqlite or postgres, not '{other}'."),
    };

    /// <summary>
    /// A database with our tables and no rows, as <c>Settings.Database</c>. Empty for SQLite, where a new data folder
    /// brings a new database.
    /// </summary>
    public static Task<string> NewDatabase() => IsPostgres ? Cluster.NewDatabase() : Task.FromResult("");

    /// <summary>
    /// The private PostgreSQL does not sync to disk. Until the result is disposed, it does, as in production.
    /// </summary>
    public static async Task<IAsyncDisposable> KeepsWhatItAcknowledges() =>
        IsPostgres ? await Cluster.KeepsWhatItAcknowledges() : new MemoryStream();

    public static Task Drop(string database) => IsPostgres ? Cluster.Drop(database) : Task.CompletedTask;
}

/// <summary>
/// A test about PostgreSQL, its locks or its clients. Such a test also has the trait <c>Engine</c>, by which ./test
/// excludes it from the run on SQLite.
/// </summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!Engine.IsPostgres) Skip = "About PostgreSQL.";
    }
}

/// <inheritdoc cref="PostgresFactAttribute"/>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (!Engine.IsPostgres) Skip = "About PostgreSQL.";
    }
}
