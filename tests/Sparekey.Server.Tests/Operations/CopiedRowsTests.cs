using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Delivery;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Edges.Storage.Postgres;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Edges.Delivery;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

/// <summary>What is there after a move: all that was acknowledged, each message in its state, and no row that is not the one of the file.</summary>
[Trait("Engine", "PostgreSQL")]
public sealed class CopiedRowsTests : IAsyncLifetime
{
    private House _old = null!;
    private string _database = "";
    private NpgsqlConnection _there = null!;

    public async Task InitializeAsync()
    {
        if (!Engine.IsPostgres) return;
        _old = await House.Open(settings => settings.Database = "");
        _database = await Cluster.EmptyDatabase();
        Migrations.Apply(PostgresAddress.Parse(_database), _old.Clock.GetUtcNow());
        _there = new NpgsqlConnection(_database + ";Pooling=false");
        await _there.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        if (!Engine.IsPostgres) return;
        await _there.DisposeAsync();
        await _old.DisposeAsync();
    }

    private void Copy() => CopyDatabase.Run(Path.Combine(_old.Settings.Data, "sparekey.db"), PostgresAddress.Parse(_database), _old.Clock.GetUtcNow());

    [PostgresFact]
    public async Task HoldEveryChangeThatWasAcknowledged_OfWritersAtWork()
    {
        var acknowledged = new ConcurrentQueue<string>();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => Write(writer, acknowledged))).ToList();
        await Pause.Until(() => acknowledged.Count > 50);

        await Task.Run(Copy);
        await Task.WhenAll(writers);

        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await _there.QueryAsync<string>("SELECT name FROM installation WHERE name LIKE 'writer/%'")).Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task SendWhatWasDue_AndNotWhatWasSent()
    {
        await _old.Get<Outbox>().StopAsync(CancellationToken.None);
        var (before, after) = (new CountingCarrier(), new CountingCarrier());
        using var old = new Outbox(_old.Database, _old.Get<SecretBox>(), before, _old.Clock, NullLogger<Outbox>.Instance);
        await _old.Database.Commit(new Change().Send(Messages.To("ann@example.com", "sent")), CancellationToken.None);
        await old.Deliver(CancellationToken.None);
        await _old.Database.Commit(new Change().Send(Messages.To("ann@example.com", "due")), CancellationToken.None);
        Copy();

        var open = Installation.Open(new Settings { Data = _old.Settings.Data, Database = _database }, _old.Clock, Database.PatienceOfVerbs);
        await using var database = open.Database;
        using var now = new Outbox(database, new SecretBox(open.Keys, open.Random), after, _old.Clock, NullLogger<Outbox>.Instance);
        for (var tries = 0; tries < 2; tries++) await now.Deliver(CancellationToken.None);

        Assert.Equal(["sent"], before.Texts);
        Assert.Equal(["due"], after.Texts);
    }

    [PostgresFact]
    public async Task AreRefused_WhenOneIsNotTheSameThere()
    {
        await Person.Opens(_old);
        await _there.ExecuteAsync(
            """
            CREATE FUNCTION tampers() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.created_at := NEW.created_at + 1; RETURN NEW; END';
            CREATE TRIGGER tampers BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION tampers()
            """);

        var refused = Assert.Throws<StartException>(Copy);

        Assert.Contains("The rows of accounts are not the same after copying. Nothing was changed.", refused.Message);
        Assert.Equal(0, await _there.ExecuteScalarAsync<long>("SELECT (SELECT COUNT(*) FROM installation) + (SELECT COUNT(*) FROM accounts)"));
        Assert.Equal(200, (await _old.Get("/health/ready")).Status);
        await _there.ExecuteAsync("DROP FUNCTION tampers CASCADE");
        Copy();
    }

    // Until the file is closed; what was refused because the copy had the file was not acknowledged.
    private async Task Write(int writer, ConcurrentQueue<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var name = $"writer/{writer}/{i}";
            try
            {
                await _old.Database.Commit(new Change().Add("INSERT INTO installation (name, value) VALUES (@name, @nothing)", new { name, nothing = Array.Empty<byte>() }), CancellationToken.None);
                acknowledged.Enqueue(name);
            }
            catch (DatabaseMovedException)
            {
                return;
            }
            catch (Exception e) when (e is SqliteException or DatabaseBusyException)
            {
                // and is tried under another name
            }
            await Task.Delay(10);
        }
    }
}
