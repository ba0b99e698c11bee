namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// Which database the tests of this run stand on. The same tests run on both: <c>SPAREKEY_TEST_ENGINE=postgres</c>
/// chooses the second.
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
    /// A database with our tables and nothing in them, as <c>Settings.Database</c>; empty for the embedded one, which a
    /// new data folder brings.
    /// </summary>
    public static Task<string> NewDatabase() => IsPostgres ? Cluster.NewDatabase() : Task.FromResult("");

    /// <summary>
    /// The private PostgreSQL runs without syncing to disk; until this is disposed of, as one in earnest does.
    /// </summary>
    public static async Task<IAsyncDisposable> KeepsWhatItAcknowledges() =>
        IsPostgres ? await Cluster.KeepsWhatItAcknowledges() : new MemoryStream();

    public static Task Drop(string database) => IsPostgres ? Cluster.Drop(database) : Task.CompletedTask;
}

/// <summary>
/// About PostgreSQL, its locks or its clients. Such a test also has the trait <c>Engine</c>, by which ./test leaves it
/// out of the other run.
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
