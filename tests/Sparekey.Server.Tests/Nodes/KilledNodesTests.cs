using Dapper;
using Npgsql;
using Sparekey.Edges.Configuration;
using Sparekey.Server.Tests.Durability;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;
using Xunit.Abstractions;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>Runs alone, because it needs both cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ManyProcesses
{
    public const string Name = "many processes";
}

/// <summary>
/// Three nodes behind HAProxy and two thousand journeys, whose requests are spread over the nodes. Every few seconds a
/// node is killed and started again.
/// </summary>
[Collection(ManyProcesses.Name), Trait("Engine", "PostgreSQL")]
public sealed class KilledNodesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Journeys = 2000;
    private const int Owners = 90;
    private const int AtOnce = 10;
    private const int Seed = 20261122;
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(2);

    private static readonly (string, string)[] Settings =
    [
        ("SPAREKEY__TRUSTEDPROXIES__0", "127.0.0.1"),
        // Enough messages for two minutes of journeys without a break.
        ("SPAREKEY__SENDLIMITS__PERADDRESSHOUR", "100"), ("SPAREKEY__SENDLIMITS__PERADDRESSDAY", "1000"), (
            "SPAREKEY__SENDLIMITS__PERACCOUNTDAY", "1000"),
    ];

    private readonly Ledger _ledger = new();
    private readonly List<ServerProcess> _nodes = [];
    private string _database = "";
    private int _begun;
    private int _kills;

    public async Task InitializeAsync()
    {
        if (!Engine.IsPostgres) return;
        _database = await Cluster.NewDatabase();
        for (var i = 0; i < 3; i++)
        {
            var data = Directory.CreateTempSubdirectory("sparekey-node-").FullName;
            if (i > 0) File.Copy(Path.Combine(_nodes[0].Data, "keys.json"), Path.Combine(data, "keys.json"));
            _nodes.Add(new ServerProcess(data, _database, Settings));
            await _nodes[i].Start();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
            Directory.Delete(node.Data, recursive: true);
        }
        if (_database.Length > 0) await Cluster.Drop(_database);
    }

    [BalancedFact]
    public async Task EveryJourneyEnds_AndNothingCountsTwice()
    {
        await using var balancer = await Balancer.Start([.. _nodes.Select(node => new Uri(node.Url))]);
        using var caller = new Caller(balancer.Address, _ledger);
        var inboxes = new Inboxes([.. _nodes.Select(node => Path.Combine(node.Data, "inbox"))]);
        var added = await Operations.Program.Run($"integrator add Exchange --data \"{_nodes[0].Data}\"", null, (
            "SPAREKEY__DATABASE", _database));
        var key = added.Output.Trim().Split('\n')[^1];

        using var stop = new CancellationTokenSource();
        var kills = Task.Run(() => Kill(stop.Token));
        var owners = Enumerable.Range(0, Owners).Select(i => new Owner(caller, inboxes, _ledger, key, i)).ToList();
        await Work(owners,
            owner => [o => o.OpensAccount(), o => o.SetsUpApp(), o => o.SetsUpPhone(), o => o.MakesRecoveryCodes()]);

        var guessers = await Task.WhenAll(owners.Take(3).Select(owner => owner.IsAttacked()));
        var attacks = guessers.Select(guesser => Task.Run(() => guesser.Guess(stop.Token))).ToList();
        var dice = new Random(Seed);
        await Work(owners[3..], owner => _begun < Journeys ? [Chosen(owner, dice)] : null);
        await stop.CancelAsync();
        await Task.WhenAll([kills, .. attacks]);

        await using var database = new NpgsqlConnection(_database + ";Pooling=false");
        await database.OpenAsync();
        var after = new Aftermath(database, _ledger, inboxes);
        await after.IsQuiet();
        output.WriteLine($"{_begun} journeys, {_kills} kills, {_ledger.Lost} lost answers, "
            + $"{owners.Sum(owner => owner.Doubts)} journeys begun anew, {inboxes.All.Count} messages");
        Assert.Multiple(after.EveryMessageWasSent_AndNoneWithTwoCodes, after.NoCodeWorkedTwice,
            () => after.NoLimitWasPassed(guessers), after.TheHistoryIsComplete);
        Assert.True(_begun >= Journeys && _kills >= 5 && _ledger.Lost > 0,
            $"{_begun} journeys, {_kills} kills and {_ledger.Lost} lost answers: too little for this test to "
                + "say anything.");
    }

    // Owners do one journey after the other; a number of owners are active at once.
    private async Task Work(List<Owner> owners, Func<Owner, IReadOnlyList<Func<Owner, Task>>?> next)
    {
        var waiting = new Queue<Owner>(owners);
        var once = next(owners[0]) is { Count: > 1 };
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                Owner owner;
                IReadOnlyList<Func<Owner, Task>>? journeys;
                lock (waiting)
                {
                    if (waiting.Count == 0) return;
                    owner = waiting.Dequeue();
                    journeys = next(owner);
                    if (journeys is null) return;
                    _begun += journeys.Count;
                }
                foreach (var journey in journeys) await owner.Goes(journey);
                if (!once) lock (waiting) waiting.Enqueue(owner);
            }
        })));
    }

    private static Func<Owner, Task> Chosen(Owner owner, Random dice)
    {
        var possible = owner.Possible().ToList();
        var fallen = dice.Next(possible.Sum(one => one.Weight));
        foreach (var (weight, journey) in possible)
            if ((fallen -= weight) < 0) return journey;
        throw new System.Diagnostics.UnreachableException();
    }

    // One node at a time: the others serve meanwhile.
    private async Task Kill(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(BetweenKills, CancellationToken.None);
            if (stop.IsCancellationRequested) return;
            var node = _nodes[_kills++ % _nodes.Count];
            await node.Kill();
            await node.Start();
        }
    }
}
