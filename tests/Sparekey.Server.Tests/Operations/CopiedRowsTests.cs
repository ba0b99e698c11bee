using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Edges.Delivery;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

/// <summary>
/// The rows after a move: everything acknowledged is there, each message in its state, and no row that differs from the
/// file.
/// </summary>
[Trait("Engine", "PostgreSQL")]
public sealed class CopiedRowsTests : CopyTest
{
    [PostgresFact]
    public async Task HoldEveryChangeThatWasAcknowledged_OfWritersAtWork()
    {
        var acknowledged = new ConcurrentQueue<string>();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => Write(writer, acknowledged))).ToList();
        await Pause.Until(() => acknowledged.Count > 50);

        await Task.Run(() => Copy());
        await Task.WhenAll(writers);

        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await There.QueryAsync<string>(
            "SELECT name FROM installation WHERE name LIKE 'writer/%'")).Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task SendWhatWasDue_AndNotWhatWasSent()
    {
        await Old.Get<Outbox>().StopAsync(CancellationToken.None);
        var (before, after) = (new CountingSender(), new CountingSender());
        using var old = new Outbox(Old.Database, Old.Get<SecretBox>(), before, Old.Clock, NullLogger<Outbox>.Instance);
        await Old.Database.Commit(Change.OfNobody().Send(Messages.To("ann@example.com", "sent")),
            CancellationToken.None);
        await old.Deliver(CancellationToken.None);
        await Old.Database.Commit(Change.OfNobody().Send(Messages.To("ann@example.com", "due")),
            CancellationToken.None);
        Copy();

        var open = Installation.Open(new Settings { Data = Old.Settings.Data, Database = Target }, Old.Clock,
            Database.PatienceOfVerbs);
        await using var database = open.Database;
        using var now = new Outbox(database, new SecretBox(open.Keys, open.Random), after, Old.Clock,
            NullLogger<Outbox>.Instance);
        for (var tries = 0; tries < 2; tries++) await now.Deliver(CancellationToken.None);

        Assert.Equal(["sent"], before.Texts);
        Assert.Equal(["due"], after.Texts);
    }

    [PostgresFact]
    public async Task AreRefused_WhenOneIsNotTheSameThere()
    {
        await Person.Opens(Old);
        await There.ExecuteAsync(
            """
            CREATE FUNCTION tampers() RETURNS trigger
              LANGUAGE plpgsql AS 'BEGIN NEW.created_at := NEW.created_at + 1; RETURN NEW; END';
            CREATE TRIGGER tampers BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION tampers()
            """);

        var refused = Assert.Throws<StartException>(() => Copy());

        Assert.Contains("The rows of accounts are not the same after copying. Nothing was changed.", refused.Message);
        Assert.Equal(0, await There.ExecuteScalarAsync<long>(
            "SELECT (SELECT COUNT(*) FROM installation) + (SELECT COUNT(*) FROM accounts)"));
        Assert.Equal(200, (await Old.Get("/health/ready")).Status);
        await There.ExecuteAsync("DROP FUNCTION tampers CASCADE");
        Copy();
    }

    // Writes until the file is closed. A write that was refused because the copy held the file was not acknowledged.
    private async Task Write(int writer, ConcurrentQueue<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var name = $"writer/{writer}/{i}";
            try
            {
                await Old.Database.Commit(Change.OfNobody().Add(
                    "INSERT INTO installation (name, value) VALUES (@name, @nothing)",
                    new { name, nothing = Array.Empty<byte>() }),
                        CancellationToken.None);
                acknowledged.Enqueue(name);
            }
            catch (DatabaseMovedException)
            {
                return;
            }
            catch (Exception e) when (e is SqliteException or DatabaseBusyException)
            {
                // the next try uses another name
            }
            await Task.Delay(10);
        }
    }
}
