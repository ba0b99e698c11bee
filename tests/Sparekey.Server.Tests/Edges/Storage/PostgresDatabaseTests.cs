using Microsoft.Extensions.Logging;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Otp;
using Sparekey.Server.Tests.Edges.Delivery;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>
/// Faults that only a database across a network has: deadlocks, connections that end, nodes that start and die beside
/// each other.
/// </summary>
[Trait("Engine", "PostgreSQL")]
public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private Database Database => _house.Database;

    [PostgresFact]
    public async Task WritesNothing_WhenAClaimIsLost()
    {
        var lost = await Database.Commit(
            Notes("first").Claim(Refusals.NotFrozen, "UPDATE installation SET value = value WHERE name = 'nobody'").Add(
                "INSERT INTO installation (name, value) VALUES ('third', @v)", new { v = Array.Empty<byte>() }),
            CancellationToken.None);

        Assert.Equal(Problem.NotFrozen, lost!.Problem);
        Assert.Equal(0, await Database.One<long>("SELECT COUNT(*) FROM installation WHERE name IN ('first', 'third')",
            null, CancellationToken.None));
    }

    [PostgresFact]
    public async Task LosesAClaim_ThatTouchesTwoRows()
    {
        await Database.Commit(Notes("a", "b"), CancellationToken.None);

        var lost = await Database.Commit(Change.OfNobody().Claim(Refusals.NotFrozen,
            "UPDATE installation SET value = value WHERE name IN ('a', 'b')"), CancellationToken.None);

        Assert.Equal(Problem.NotFrozen, lost!.Problem);
    }

    [PostgresFact]
    public async Task GoesThereAndBackOnce_WhateverAChangeHolds()
    {
        await Database.Commit(Notes("a", "b"), CancellationToken.None);
        var before = Database.RoundTrips;

        Assert.Null(await Database.Commit(Notes("c", "d").Claim(Refusals.NotFrozen,
            "UPDATE installation SET value = value WHERE name = 'a'"), CancellationToken.None));

        Assert.Equal(1, Database.RoundTrips - before);
    }

    [PostgresFact]
    public async Task DoesBoth_WhenTwoChangesDeadlock()
    {
        await Database.Commit(Notes("a", "b"), CancellationToken.None);

        // Rows of no account have no account lock. Each change needs the row that the other one holds.
        Change Takes(string first, string second) => Change.OfNobody()
            .Add("UPDATE installation SET value = value || @more WHERE name = @first",
                    new { first, more = new byte[] { 1 } }).Add(
                "SELECT pg_sleep(0.3)")
            .Add("UPDATE installation SET value = value || @more WHERE name = @second",
                new { second, more = new byte[] { 1 } });
        var replies = await Task.WhenAll(Database.Commit(Takes("a", "b"), CancellationToken.None),
            Database.Commit(Takes(
                "b", "a"), CancellationToken.None));

        Assert.All(replies, Assert.Null);
        Assert.Equal([2, 2], await Database.List<int>(
            "SELECT length(value) FROM installation WHERE name IN ('a', 'b')", null, CancellationToken.None));
    }

    [PostgresFact]
    public async Task SaysSo_WhenTheConnectionEndsDuringAChange()
    {
        await Database.Commit(Notes("a"), CancellationToken.None);
        var begun = Database.Commit(Change.OfNobody().Add(
            "UPDATE installation SET value = value || @more WHERE name = 'a'", new { more = new byte[] { 1 } }).Add(
                "SELECT pg_sleep(5)"), CancellationToken.None);
        while (!begun.IsCompleted && await Ends("query LIKE '%pg_sleep%'") == 0) await Task.Delay(20);

        var ended = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => begun);
        Assert.True(ended.MayBeDone);

        // No retry: nobody can know whether the change was applied.
        Assert.Equal(0, await Database.One<int>("SELECT length(value) FROM installation WHERE name = 'a'", null,
            CancellationToken.None));
    }

    [PostgresFact]
    public async Task ReadsAndWrites_WhenEveryConnectionHasEnded()
    {
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Database.One<long>("SELECT 1 FROM pg_sleep(0.2)", null, CancellationToken.None)));
        Assert.InRange(await Ends("application_name = 'sparekey'"), 8, 20);

        Assert.Equal(0, await Database.One<long>("SELECT COUNT(*) FROM accounts", null, CancellationToken.None));
        Assert.Null(await Database.Commit(Notes("a"), CancellationToken.None));
    }

    [PostgresFact]
    public async Task GivesUpInTime_WhenTheRowIsKept()
    {
        await using var other = await _house.KeepsOut();

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => Database.Commit(Notes("a"), CancellationToken.None));

        // The database itself gave up (lock_not_available), so the change is never applied later.
        Assert.Equal(("Database refused with 55P03", false), (refused.Kind, refused.MayBeDone));
    }

    [PostgresFact]
    public async Task IsOutOfReach_WhereNobodyKnowsTheName()
    {
        await using var nowhere = new PostgresDatabase(PostgresAddress.Parse("Host=database.invalid"),
            _house.Get<SecretBox>(), _house.Clock, _house.Get<Randomness>(), TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => nowhere.Commit(Notes("a"), CancellationToken.None));

        Assert.False(refused.MayBeDone);
    }

    [PostgresFact]
    public async Task IsMigratedOnce_WhenManyNodesStart()
    {
        var address = PostgresAddress.Parse(await Cluster.EmptyDatabase());

        var applied = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Migrations.Apply(address, _house.Clock.GetUtcNow()))));

        Assert.Equal(Migrations.Latest, applied.Sum());
        Assert.Single(applied, count => count > 0);
    }

    [PostgresFact]
    public async Task TakesNoNodeWithOtherKeys()
    {
        var data = Directory.CreateTempSubdirectory("sparekey-other-").FullName;
        var settings = new Settings { Data = data, Database = _house.Settings.Database };

        var gone = Assert.Throws<StartException>(
            () => Installation.Open(settings, _house.Clock, Database.PatienceOfRequests));
        Assert.Contains("is in use but its key ring", gone.Message);
        // no key ring is made that would only be in the way
        Assert.False(File.Exists(Path.Combine(data, "keys.json")));

        var elsewhere = new Settings { Data = data };
        await Installation.Open(elsewhere, _house.Clock, Database.PatienceOfRequests).Database.DisposeAsync();
        var other = Assert.Throws<StartException>(
            () => Installation.Open(settings, _house.Clock, Database.PatienceOfRequests));
        Assert.Contains("is not the one that this database was written with", other.Message);
        Directory.Delete(data, recursive: true);
    }

    [PostgresFact]
    public async Task LetsOneNodeRunAJob_AndAnotherTakeItOver()
    {
        await using var other = await _house.AnotherNode();
        var (begun, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Database.RunSingle("sweep", async _ => { begun.SetResult(); await ends.Task; },
            CancellationToken.None);
        await begun.Task;

        Assert.False(await other.Database.RunSingle("sweep", _ => throw new InvalidOperationException("two at once"),
            CancellationToken.None));
        Assert.True(await other.Database.RunSingle("another", _ => Task.CompletedTask, CancellationToken.None));

        // The node dies, and its connection ends with it.
        Assert.Equal(1, await Ends(
            "query LIKE '%pg_try_advisory_lock%' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"));
        await Pause.Until(
            () => other.Database.RunSingle("sweep", _ => Task.CompletedTask, CancellationToken.None).Result);
        ends.SetResult();
        await first;
    }

    [PostgresFact]
    public async Task EndsAJob_WhoseLockIsLost()
    {
        var begun = new TaskCompletionSource();
        var job = Database.RunSingle("sweep",
            async lost => { begun.SetResult(); await Task.Delay(TimeSpan.FromMinutes(5), lost); },
            CancellationToken.None);
        await begun.Task;

        Assert.Equal(1, await Ends(
            "query LIKE '%pg_try_advisory_lock%' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"));

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => job.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [PostgresFact]
    public async Task SendsEachMessageOnce_WhenManyNodesSend()
    {
        const int Messages = 90;
        var inboxes = Enumerable.Range(0, 2)
            .Select(_ => Directory.CreateTempSubdirectory("sparekey-inbox-").FullName).ToArray();
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        var change = Change.OfNobody();
        for (var i = 0; i < Messages; i++)
            change.Send(new Core.Messages.Message(new Core.Accounts.AccountId(Guid.NewGuid()),
                Core.Messages.Channel.Email,
                "ann@example.com", "Hello", $"Number {i}"));
        await Database.Commit(change, CancellationToken.None);

        await using (var a = await _house.AnotherNode(inboxes[0]))
        await using (var b = await _house.AnotherNode(inboxes[1]))
            await Task.WhenAll(a.Get<Outbox>().Deliver(CancellationToken.None),
                b.Get<Outbox>().Deliver(CancellationToken.None), _house.Get<Outbox>().Deliver(CancellationToken.None));

        var sent = inboxes.Append(_house.Settings.Data).SelectMany(folder => Directory.GetFiles(Path.Combine(folder,
            "inbox"),
            "*.json")).Select(file => Path.GetFileName(file)!).ToList();
        Assert.Equal((Messages, Messages), (sent.Count, sent.Distinct().Count()));
        Assert.Equal(0, await Database.One<long>("SELECT COUNT(*) FROM outbox WHERE next_at IS NOT NULL", null,
            CancellationToken.None));
        foreach (var inbox in inboxes) Directory.Delete(inbox, recursive: true);
    }

    [PostgresFact]
    public async Task LeavesToOthersWhatADeadNodeHadTaken()
    {
        await using var other = await _house.AnotherNode();
        await other.Get<Outbox>().StopAsync(CancellationToken.None);
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        await Database.Commit(Change.OfNobody()
            .Send(new Core.Messages.Message(new Core.Accounts.AccountId(Guid.NewGuid()), Core.Messages.Channel.Email,
                "ann@example.com", "Hello", "Once")), CancellationToken.None);
        // This node leases the message and dies.
        var stuck = new StuckSender();
        var dies = new Outbox(other.Database, other.Get<SecretBox>(), stuck, other.Clock,
            other.Get<ILogger<Outbox>>()).Deliver(stuck.Dies);
        await stuck.Begun;

        Assert.Empty(await _house.Inbox("ann@example.com"));
        _house.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await _house.Inbox("ann@example.com"));
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await _house.Inbox("ann@example.com"));
        stuck.Die();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dies);
    }

    [PostgresFact]
    public async Task LeavesAMessageSent_WhereOneWhoWasTooSlowFailsWithIt()
    {
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        await Database.Commit(Change.OfNobody()
            .Send(new Core.Messages.Message(new Core.Accounts.AccountId(Guid.NewGuid()), Core.Messages.Channel.Email,
                "ann@example.com", "Hello", "Once")), CancellationToken.None);
        // The lease has ended, and another node has sent the message meanwhile.
        var slow = new FailingSender(() => Database.Commit(Change.OfNobody().Add(
            "UPDATE outbox SET sent_at = 1, next_at = NULL, sealed = ''"), CancellationToken.None));

        await new Outbox(Database, _house.Get<SecretBox>(), slow, _house.Clock, _house.Get<ILogger<Outbox>>())
            .Deliver(CancellationToken.None);

        Assert.Equal((0, 1),
            (await Database.One<long>("SELECT COUNT(*) FROM outbox WHERE next_at IS NOT NULL", null,
                    CancellationToken.None),
                slow.Sent));
    }

    [PostgresFact]
    public async Task AnswersEverybodyInTime_WhoReadsTogetherWhileATableIsHeld()
    {
        await using var other = new NpgsqlConnection(_house.Settings.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("LOCK TABLE installation IN ACCESS EXCLUSIVE MODE", other))
            await held.ExecuteNonQueryAsync();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var asked = Enumerable.Range(0, 400).Select(_ => Reads()).ToList();
        foreach (var one in asked) await Assert.ThrowsAsync<DatabaseUnavailableException>(() => one);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Database.PatienceOfRequests + TimeSpan.FromSeconds(10));
        await transaction.RollbackAsync();

        Assert.True(await Reads() > 0);

        Task<long> Reads() =>
            Database.ReadBatched("SELECT COUNT(*) FROM installation", null, rows => rows.ReadFirst<long>(),
                CancellationToken.None);
    }

    [PostgresFact]
    public async Task HearsOfMessagesThatAnotherNodeHasTooManyOf()
    {
        using var heard = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        var listening = Database.Listen(() => heard.Release(), stop.Token);
        await Pause.Until(() => Database.One<long>(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", null,
            CancellationToken.None).Result >= 2);

        await Database.Announce(CancellationToken.None);

        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(10)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    /// <summary>Fails to send, after something else has happened meanwhile.</summary>
    private sealed class FailingSender(Func<Task> meanwhile) : ISender
    {
        public int Sent { get; private set; }

        public async Task Send(SendRequest request, CancellationToken cancellation)
        {
            Sent++;
            await meanwhile();
            throw new IOException("too late");
        }

        public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(true);
    }

    private sealed class StuckSender : ISender
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly CancellationTokenSource _dies = new();

        public Task Begun => _begun.Task;
        public CancellationToken Dies => _dies.Token;

        public void Die() => _dies.Cancel();

        public Task Send(SendRequest request, CancellationToken cancellation)
        {
            _begun.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, Dies);   // hangs, even when cancelled
        }

        public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(true);
    }

    private static Change Notes(params string[] names)
    {
        var change = Change.OfNobody();
        foreach (var name in names)
            change.Add("INSERT INTO installation (name, value) VALUES (@name, @value)",
                new { name, value = Array.Empty<byte>() });
        return change;
    }

    // Ends database sessions of this house, as a database server that goes away does.
    private async Task<int> Ends(string which)
    {
        await using var connection = new NpgsqlConnection(_house.Settings.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var ends = new NpgsqlCommand(
            "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + $"WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}) AS ended", connection);
        return (int)(long)(await ends.ExecuteScalarAsync())!;
    }
}
