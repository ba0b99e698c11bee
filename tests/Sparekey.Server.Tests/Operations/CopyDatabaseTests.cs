using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Edges.Delivery;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

/// <summary>
/// An installation outgrows its SQLite file: everything moves, nothing is lost, and nothing is written to the file
/// afterwards.
/// </summary>
[Trait("Engine", "PostgreSQL")]
public sealed class CopyDatabaseTests
{
    [PostgresFact]
    public async Task EverybodyGoesOn_AfterTheMove()
    {
        await using var old = await House.Open(settings => settings.Database = "");
        var (person, app) = await Resets.WithEverything(old);
        await person.HandsInIdentity();
        var flow = await person.ReachesSecondStep();
        var database = await Cluster.EmptyDatabase();

        var moved = await Program.Run($"copy --from sqlite --to postgres --data \"{old.Settings.Data}\"", null, (
            "SPAREKEY__DATABASE", database));

        Assert.True(moved.ExitCode == 0, moved.Errors);
        Assert.Matches(@"accounts +1 rows  [0-9a-f]{16}", moved.Output);
        Assert.Contains("are the same on both sides", moved.Output);
        // The server that still runs on the file acknowledges nothing more.
        Assert.Equal((503, "unavailable"), Short(await old.Answers(flow, app.FactorId, app.Code())));
        Assert.Equal(503, (await old.Get("/health/ready")).Status);

        await using var now = await House.Open(
            settings => { settings.Database = database; settings.Data = old.Settings.Data; }, old.Clock);
        Assert.Equal(200, (await now.Answers(flow, app.FactorId, app.Code())).Status);
        Assert.Equal("code_already_used",
            (await now.Answers(await now.At(person).ReachesSecondStep(), app.FactorId, app.Code())).Code);
        Assert.Equal(200, (await now.Get("/v1/account", person.Session)).Status);
    }

    [PostgresFact]
    public async Task TheOldServerAnswersNothingAndSendsNothing_AfterTheMove()
    {
        var log = new LogBook();
        await using var old = await House.Open(settings => settings.Database = "",
            logging: logging => logging.AddProvider(log));
        var person = await Person.Opens(old);
        var key = (await old.AddsIntegrator()).Key;
        Assert.Equal(200, (await old.Get($"/v1/accounts/{person.AccountId}/holds", key)).Status);
        await old.Get<Outbox>().StopAsync(CancellationToken.None);
        await old.Database.Commit(Change.OfNobody().Send(Messages.To("ann@example.com")), CancellationToken.None);
        var sender = new CountingSender();
        using var outbox = new Outbox(old.Database, old.Get<SecretBox>(), sender, old.Clock,
            old.Get<ILogger<Outbox>>());
        CopyDatabase.Run(File(old), PostgresAddress.Parse(await Cluster.EmptyDatabase()), old.Clock.GetUtcNow());

        await outbox.StartAsync(CancellationToken.None);
        await Pause.Until(() => log.Lines.Any(line => line.Contains("The embedded database was moved to",
                StringComparison.Ordinal)
            && line.Contains(
                "Stop this server", StringComparison.Ordinal)));
        await outbox.StopAsync(CancellationToken.None);
        for (var tries = 0; tries < 3; tries++)
            await Assert.ThrowsAsync<DatabaseMovedException>(() => outbox.Deliver(CancellationToken.None));

        Assert.Equal(0, sender.Sent);
        // "Not blocked" would be out of date: an account may have been frozen on the new server.
        Assert.Equal((503, "unavailable"), Short(await old.Get($"/v1/accounts/{person.AccountId}/holds", key)));
        Assert.Equal((503, "unavailable"), Short(await old.Get("/v1/account", person.Session)));
        var ready = await old.Get("/health/ready");
        Assert.Equal((503, "database"), (ready.Status, ready.Text("part")));
        Assert.Contains("was moved to PostgreSQL. Stop this server", ready.Text("detail"), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task StartsNoMoreOnTheFile_AfterTheMove()
    {
        await using var old = await House.Open(settings => settings.Database = "");
        var address = PostgresAddress.Parse(await Cluster.EmptyDatabase());
        var file = File(old);
        CopyDatabase.Run(file, address, old.Clock.GetUtcNow());

        var again = Assert.Throws<StartException>(() => CopyDatabase.Run(file, address, old.Clock.GetUtcNow()));
        var served = await Program.Run($"serve --development --url http://127.0.0.1:0 --data \"{old.Settings.Data}\"");

        Assert.Contains("was moved before", again.Message);
        Assert.Equal(1, served.ExitCode);
        Assert.Contains("was moved to PostgreSQL at", served.Errors);
        Assert.Throws<StartException>(() => Migrations.Apply(File(old), old.Clock.GetUtcNow()));
        var examined = await Program.Run($"doctor --data \"{old.Settings.Data}\"");
        Assert.Contains("was moved to PostgreSQL at", examined.Output);
    }

    [PostgresFact]
    public async Task ChangesNothing_WhenSomethingIsThereAlready()
    {
        await using var old = await House.Open(settings => settings.Database = "");
        await using var there = await House.Open();
        var file = File(old);

        var refused = Assert.Throws<StartException>(
            () => CopyDatabase.Run(file, PostgresAddress.Parse(there.Settings.Database), old.Clock.GetUtcNow()));

        Assert.Contains("holds data already, in installation", refused.Message);
        Assert.Equal(200, (await old.Get("/health/ready")).Status);
        await using var look = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        Assert.Equal(0, await look.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"));
    }

    [PostgresFact]
    public async Task ChangesNothing_WhenANewerProgramWasAtTheFile()
    {
        await using var old = await House.Open(settings => settings.Database = "");
        await old.Database.Commit(Change.OfNobody()
            .Add("CREATE TABLE regions (account_id TEXT NOT NULL PRIMARY KEY)").Add(
                $"INSERT INTO schema_migrations (number, name, applied_at) VALUES (9999, '9999_regions.sql', 0)"),
                    CancellationToken.None);

        var refused = Assert.Throws<StartException>(() => CopyDatabase.Run(
            File(old), PostgresAddress.Parse(Cluster.EmptyDatabase().GetAwaiter().GetResult()), old.Clock.GetUtcNow()));

        Assert.Contains("have different schemas, because a newer program was at one of them", refused.Message);
        Assert.Equal(200, (await old.Get("/health/ready")).Status);
    }

    private static string File(House house) => Path.Combine(house.Settings.Data, "sparekey.db");

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
