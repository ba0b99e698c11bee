using System.Diagnostics;
using Dapper;
using Npgsql;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Durability;
using Verb = Sparekey.Server.Tests.Operations.Program;

namespace Sparekey.Server.Tests.Failover;

/// <summary>
/// The primary is killed under load and its standby takes over; then the same in the other direction. The server is
/// never restarted. <c>deploy/failover-drill</c> runs this test and shows its report.
/// </summary>
[Collection(nameof(FailoverTests)), CollectionDefinition(nameof(FailoverTests), DisableParallelization = true)]
[Trait("Engine", "PostgreSQL")]
public sealed class FailoverTests : IAsyncLifetime
{
    private const int AtOnce = 4;

    // Clients that must finish before the primary dies, and as many again afterwards.
    private const int LivesBetween = 6;

    // The maximum wait of a request for the database, plus room for a busy machine.
    private static readonly TimeSpan InTime = Database.PatienceOfRequests + TimeSpan.FromSeconds(15);

    // A response of /health/ready is kept for a second, and the check itself takes a moment.
    private static readonly TimeSpan HealthIsFresh = TimeSpan.FromSeconds(2);

    // From readiness until one of the clients has noticed and changed something.
    private static readonly TimeSpan UntilItIsUsed = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("sparekey-failover-").FullName;
    private readonly List<Client> _clients = [];
    private Pair _pair = null!;
    private ServerProcess _server = null!;
    private Witness _witness = null!;
    private string _shop = "";

    public async Task InitializeAsync()
    {
        _pair = await Pair.Start();
        _server = new ServerProcess(_data, _pair.Database);
        await _server.Start();
        _witness = new Witness(_server.Http);
        _shop = (await Verb.Run($"integrator add Exchange --development --data \"{_data}\"", null, (
            "SPAREKEY__DATABASE", _pair.Database))).Output.Trim().Split('\n')[^1];
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _pair.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [FailoverFact]
    public async Task LosesNothingAcknowledged_WhenThePrimaryDiesAndThenTheOther()
    {
        var primary = await _pair.Settled();
        await NoSuccess_WhileTheStandbyIsDeaf(primary);
        await DoctorSaysWhatIsKept();

        using var stop = new CancellationTokenSource();
        await using var watch = new Watch(_witness, _shop, () => Noted(client => client.Frozen));
        var streams = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => Stream(stop.Token))).ToArray();
        for (var round = 1; round <= 2; round++)
        {
            await Lives(LivesBetween);
            primary = await _pair.Settled();
            var killed = Stopwatch.GetTimestamp();
            await _pair.Kill(primary);

            await Until(() => _witness.Outage(killed) is not null && watch.WasAwaySince(killed),
                "the server works again by itself");
            var outage = _witness.Outage(killed)!.Value;
            if (outage > HealthIsFresh + UntilItIsUsed)
                Assert.False(watch.ClaimedToBeReady(
                    killed + HealthIsFresh.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond,
                    killed + (outage - UntilItIsUsed).Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond));
            await Lives(LivesBetween);
            Report($"Failover {round}: from {primary} to {Other(primary)}, changes were acknowledged again after "
                + $"{outage.TotalSeconds:0.0} s.");
            await Check();

            await _pair.Back(primary);
        }
        await _pair.Settled();
        await Lives(LivesBetween);
        await stop.CancelAsync();
        await Task.WhenAll(streams);
        await Check();
        Report($"{_witness.Answers} answers, {_witness.Refused} of them 503 with Retry-After, none hung: "
            + $"the longest took {_witness.Longest.TotalSeconds:0.0} s. "
            + $"{watch.HoldsTold} hold checks were answered, none wrongly.");
        Assert.InRange(_witness.Longest, TimeSpan.Zero, InTime);
        Assert.True(watch.HoldsTold > 0);
    }

    // When PostgreSQL is told to stop waiting for the standby, it commits on the primary alone, and only a warning says
    // so.
    private async Task NoSuccess_WhileTheStandbyIsDeaf(string primary)
    {
        var captcha = await _witness.Does(HttpMethod.Post, "/v1/captchas", new { purpose = "sign_in" });
        await _pair.Deafen(Other(primary));
        // A change and a charge.
        var replies = await Task.WhenAll(
            _witness.Once(HttpMethod.Post, "/v1/captchas", new { purpose = "sign_in" }),
            _witness.Once(HttpMethod.Post, $"/v1/captchas/{captcha["captcha"]}/answer", new { work = "wrong" }));
        await _pair.Hears(Other(primary));

        Assert.All(replies, reply =>
        {
            Assert.Equal(503, reply.Status);
            Assert.Contains("may have been done", reply.Answer!["detail"]!.GetValue<string>());
            Assert.NotNull(reply.RetryAfter);
        });
        Report("Without its standby the primary acknowledged nothing: 503.");
    }

    private async Task DoctorSaysWhatIsKept()
    {
        var said = (await Verb.Run($"doctor --development --data \"{_data}\"", null,
            ("SPAREKEY__DATABASE", _pair.Database))).Output;
        Assert.Contains("fine   What PostgreSQL acknowledges is on its disk and on that of its standby (fsync on, "
            + "synchronous_commit on, synchronous_standby_names ANY 1", said);
    }

    private async Task Stream(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Client client;
            lock (_clients) _clients.Add(client = new Client(_witness, _shop, _clients.Count));
            try
            {
                await client.Live(stop);
            }
            catch (Exception e) when (e is LostTrackException or OperationCanceledException)
            {
                // Only what was acknowledged before counts.
            }
        }
    }

    private async Task Check()
    {
        Assert.Empty(_witness.Faults);
        await using var database = await _pair.Look();

        var clients = Noted(client => client.Account is not null);
        foreach (var client in clients)
        {
            Assert.Equal(1, Count("SELECT COUNT(*) FROM accounts a JOIN emails e ON e.account_id = a.account_id "
                + "WHERE a.account_id = @Account", client));
            Assert.Equal(1, Count("SELECT COUNT(*) FROM audit_events WHERE account_id = @Account "
                + "AND kind = 'account.opened'", client));
            if (client.Authenticator is not null) Assert.Equal(1, Count(
                "SELECT COUNT(*) FROM factors WHERE account_id = @Account AND factor_id = @Authenticator "
                    + "AND state = 'active' AND last_step >= @Step", client));
            if (client.RecoverySet is not null) Assert.InRange(Count(
                "SELECT COUNT(*) FROM recovery_codes WHERE account_id = @Account AND factor_id = @RecoverySet "
                    + "AND used_at IS NOT NULL", client), client.SpentCodes.Count, client.SpentCodes.Count + 1);
            if (client.Frozen) Assert.Equal(1, Count(
                "SELECT COUNT(*) FROM holds WHERE account_id = @Account AND reason = 'frozen' AND ended_at IS NULL",
                client));
            if (client.Frozen) Assert.Equal(1, Count(
                "SELECT COUNT(*) FROM audit_events WHERE account_id = @Account AND kind = 'account.frozen'", client));
            // At most one sign-in for each code that the client sent, and every acknowledged one is in the history.
            Assert.InRange(Count("SELECT COUNT(*) FROM audit_events WHERE account_id = @Account "
                + "AND kind = 'sign_in.completed'", client), client.SignedIn, client.CodesSent);
        }
        Assert.Equal(0, Count("SELECT COUNT(*) FROM accounts a WHERE (SELECT COUNT(*) FROM sessions s "
            + "WHERE s.account_id = a.account_id) <> 1 + (SELECT COUNT(*) FROM audit_events x "
            + "WHERE x.account_id = a.account_id AND x.kind = 'sign_in.completed')"));
        Assert.Equal(0, Count("SELECT COUNT(*) FROM factors f WHERE state = 'active' AND kind = 'authenticator' "
            + "AND NOT EXISTS (SELECT 1 FROM audit_events x WHERE x.account_id = f.account_id "
            + "AND x.kind = 'factor.confirmed')"));

        var done = clients.Where(client => client.IsDone).TakeLast(4).ToList();
        foreach (var client in done)
        {
            foreach (var session in client.Sessions)
                Assert.Equal(client.Frozen ? 401 : 200, (await _witness.Once(HttpMethod.Get,
                    "/v1/sessions/current", bearer: session)).Status);
            if (client.Frozen) continue;
            var (authenticator, recoveryCode) = await client.SendsAgain(CancellationToken.None);
            // The code is used already, or too old by now.
            Assert.True(authenticator is 409 or 422,
                $"A code of the authenticator that was used was answered with {authenticator}.");
            Assert.Equal(422, recoveryCode);
        }

        // The server, which listens for messages of other nodes, now listens on the new primary.
        await Until(() => Count("SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'") == 1,
            "the server listens again");
        Report($"  {clients.Count} accounts, {clients.Sum(c => c.SignedIn)} sign-ins, "
            + $"{clients.Sum(c => c.SpentCodes.Count)} spent recovery codes and {clients.Count(c => c.Frozen)} freezes "
            + "that were acknowledged are there; no code worked again.");

        long Count(string sql, object? of = null) => database.ExecuteScalar<long>(sql, of);
    }

    private IReadOnlyList<Client> Noted(Func<Client, bool> which)
    {
        lock (_clients) return [.. _clients.Where(which)];
    }

    private Task Lives(int more)
    {
        var enough = Noted(client => client.IsDone).Count + more;
        return Until(() => Noted(client => client.IsDone).Count >= enough, "lives are lived");
    }

    private async Task Until(Func<bool> happened, string what)
    {
        for (var watch = Stopwatch.StartNew(); !happened(); await Task.Delay(50))
            Assert.True(watch.Elapsed < Patience,
                $"It took too long until {what}. {string.Join("\n", _witness.Faults.Take(5))}");
    }

    private static string Other(string node) => node == "a" ? "b" : "a";

    private static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("SPAREKEY_DRILL_REPORT") is { Length: > 0 } file)
            File.AppendAllText(file, line + "\n");
    }
}
