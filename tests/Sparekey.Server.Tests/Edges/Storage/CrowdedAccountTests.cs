using Npgsql;
using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>
/// More requests at once for one account than there are connections: other accounts are not affected.
/// </summary>
[Trait("Engine", "PostgreSQL")]
public sealed class CrowdedAccountTests : IAsyncLifetime
{
    private const int Crowd = 300, Connections = 4;

    private readonly AccountId _account = new(Guid.NewGuid()), _other = new(Guid.NewGuid());
    private House _house = null!;
    private PostgresDatabase _database = null!;
    private NpgsqlConnection _holder = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _holder = new NpgsqlConnection(_house.Settings.Database + ";Pooling=false");
        await _holder.OpenAsync();
        _database = new(PostgresAddress.Parse($"{_house.Settings.Database};Maximum Pool Size={Connections}"),
            _house.Get<SecretBox>(), _house.Clock, _house.Get<Randomness>(), TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _database.DisposeAsync();
        await _house.DisposeAsync();
    }

    [PostgresFact]
    public async Task OthersGoOn_WhileChangesOfOneAccountWait()
    {
        await Does($"SELECT pg_advisory_lock({PostgresLocks.Of(_account.Value)})");
        var crowd = Enumerable.Range(0, Crowd).Select(_ => Changes(_account)).ToList();

        await OthersGoOn();

        await Does("SELECT pg_advisory_unlock_all()");
        Assert.All(await Task.WhenAll(crowd), Assert.Null);
        Assert.Equal(Crowd, await Failures(_account));
    }

    [PostgresFact]
    public async Task OthersGoOn_WhileAttemptsAtOneAccountWait()
    {
        await Charges(_account);
        await Does($"BEGIN; SELECT 1 FROM attempts WHERE account_id = '{_account.Value:N}' FOR UPDATE");
        var crowd = Enumerable.Range(0, Crowd).Select(_ => Charges(_account)).ToList();

        await OthersGoOn();

        await Does("COMMIT");
        Assert.Equal(4, (await Task.WhenAll(crowd)).Count(attempt => attempt.Charged));
    }

    [PostgresFact]
    public async Task ReadsTogetherGoOn_WhileEveryConnectionOfTheOthersWaits()
    {
        await Does("BEGIN; LOCK TABLE attempts IN EXCLUSIVE MODE");
        var crowd = Enumerable.Range(0, Connections).Select(_ => Charges(new AccountId(Guid.NewGuid()))).ToList();
        await Waiting(Connections);

        Assert.Equal(0, await ReadsTogether());

        await Does("COMMIT");
        await Task.WhenAll(crowd);
    }

    private async Task OthersGoOn()
    {
        await Waiting(2);
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await Changes(_other));
            Assert.True(await Failures(_other) > 0);
            await ReadsTogether();
        }
        await Waiting(2);
        Assert.True((await Charges(_other)).Charged);
    }

    // Two statements: a single one is atomic by itself and takes no lock.
    private Task<Refusal?> Changes(AccountId account) => _database.Commit(Change.Of(account)
        .Add("INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at) "
            + "VALUES (@account, 'changes', 1, 0, 0) ON CONFLICT (account_id, subject) DO UPDATE "
            + "SET failures = attempts.failures + 1", new { account })
        .Add("UPDATE attempts SET last_at = 1 WHERE account_id = @account AND subject = 'changes'", new { account }),
            CancellationToken.None);

    private Task<int> Failures(AccountId account) => _database.One<int>(
        "SELECT failures FROM attempts WHERE account_id = @account AND subject = 'changes'", new { account },
        CancellationToken.None);

    private Task<Attempts.State> Charges(AccountId account)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("subject", Attempts.Password);
        parameters.Add("limit", 20);
        parameters.Add("now", _house.Clock.GetUtcNow());
        return _database.ChargeAhead(
            Locks.Of(account), Attempts.ChargeSql(), parameters, Attempts.Read, CancellationToken.None);
    }

    // Counts statements that wait for any lock, also for a row, which Pause.Waiting does not see. The query uses other
    // connections than those under test.
    private Task Waiting(int statements) => Pause.Until(() =>
        _house.Database.One<long>(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            null, CancellationToken.None).Result == statements);

    private Task<long> ReadsTogether() => _database.ReadBatched(
        "SELECT COUNT(*) FROM holds WHERE account_id = @_other", new { _other }, rows => rows.ReadFirst<long>(),
        CancellationToken.None);

    private async Task Does(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _holder);
        await command.ExecuteNonQueryAsync();
    }
}
