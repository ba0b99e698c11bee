using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

/// <summary>A house on its SQLite file, and an empty PostgreSQL to move to.</summary>
public abstract class CopyTest : IAsyncLifetime
{
    protected House Old { get; private set; } = null!;

    /// <summary>The connection string of the PostgreSQL.</summary>
    protected string Target { get; private set; } = "";

    /// <summary>A connection of its own to the PostgreSQL, to look at the rows.</summary>
    protected NpgsqlConnection There { get; private set; } = null!;

    protected PostgresAddress Address => PostgresAddress.Parse(Target);

    public async Task InitializeAsync()
    {
        if (!Engine.IsPostgres) return;
        Old = await House.Open(settings => settings.Database = "");
        Target = await Cluster.EmptyDatabase();
        Migrations.Apply(Address, Old.Clock.GetUtcNow());
        There = new NpgsqlConnection(Target + ";Pooling=false");
        await There.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        if (!Engine.IsPostgres) return;
        await There.DisposeAsync();
        await Old.DisposeAsync();
    }

    /// <param name="house">The house to copy; by default <see cref="Old"/>.</param>
    protected List<TableCopy.Copied> Copy(House? house =
        null) => CopyDatabase.Run(Path.Combine((house ?? Old).Settings.Data,
        "sparekey.db"), Address, Old.Clock.GetUtcNow());
}
