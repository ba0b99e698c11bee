using Sparekey.Edges;
using Sparekey.Edges.Storage;
using Sparekey.Server.Operations;
using Sparekey.Server.Recovery;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// During a rolling update a newer program has migrated the database. Nodes of this program continue, can start again,
/// and refuse only where they must.
/// </summary>
public sealed class NextSchemaTests : IAsyncLifetime
{
    // Changes that an expanding migration may make, on tables that every journey touches.
    private const string Expanding =
        """
        CREATE TABLE regions (account_id TEXT NOT NULL, region TEXT NOT NULL, PRIMARY KEY (account_id, region));
        CREATE INDEX audit_events_at ON audit_events (at);
        """;

    private static readonly string[] Widened = ["accounts", "registrations", "factors", "sign_ins", "codes",
        "sessions", "attempts",
        "recovery_cases", "outbox", "audit_events", "installation", "captchas", "holds", "send_limits"];

    private static readonly string Next = $"{Migrations.Latest + 1:D4}_regions.sql";
    private static readonly string NextGone =
        $"{Migrations.Latest + 2:D4}_hints_gone.from_{Migrations.Latest + 1:D4}.sql";

    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    // Migrates as the next program would at its start.
    private async Task Migrates(string name, string sql)
    {
        var change = Change.OfNobody();
        foreach (var statement in sql.Split(';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            change.Add(statement);
        change.Add("INSERT INTO schema_migrations (number, name, applied_at) VALUES (@number, @name, 0)",
            new { number = (long)MigrationName.Parse(name)!.Number, name });
        Assert.Null(await _house.Database.Commit(change, CancellationToken.None));
    }

    private Task Expands() => Migrates(Next, Expanding + string.Join(";", Widened.Select(table =>
        $"ALTER TABLE {table} ADD COLUMN region TEXT; ALTER TABLE {table} ADD COLUMN rank "
            + $"{_house.Database.Sql("INTEGER", "BIGINT")} NOT NULL DEFAULT 7")));

    private static async Task Lives(House house)
    {
        var (person, app) = await Resets.WithEverything(house);
        await person.SignsInWith(app);
        var codes = await person.MakesRecoveryCodes();
        var made = (await person.LooksAtAccount())["factors"]!.AsArray()
            .First(f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!
            .GetValue<string>();
        await person.SignsInWith(made, codes[0]);
        Assert.Equal("wrong_code",
            (await house.Post("/v1/sign-in/answers", new { factor_id = app.FactorId, code = app.WrongCode() },
                await person.ReachesSecondStep())).Code);
        await person.SignsInWith(app);

        var reset = await person.OpensReset(app);
        Assert.Equal(200, (await reset.Chooses("phone")).Status);
        await reset.MeetsEverything();
        Assert.Equal(202, (await reset.Submits()).Status);
        if (await reset.State() != "completed") await reset.TimePasses(TimeSpan.FromDays(8));
        Assert.Equal(401, (await house.Get("/v1/account", person.Session)).Status);
    }

    [Fact]
    public async Task NodeThatRunsGoesOn_AfterAnExpandingMigration()
    {
        await Lives(_house);   // statements are prepared for the tables before the migration

        await Expands();

        await Lives(_house);
        Assert.Equal(200, (await _house.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task NodeStarts_AfterAnExpandingMigration()
    {
        await Expands();

        await using var again = await _house.AnotherNode();

        await Lives(again);
        Assert.Equal(200, (await again.Get("/health/ready")).Status);
        Assert.Equal(0, Installation.Migrate(_house.Settings, _house.Clock).Applied);
    }

    [Fact]
    public async Task NodeIsRefused_AfterAContractingMigration()
    {
        await Expands();
        await Migrates(NextGone, "ALTER TABLE factors DROP COLUMN hint");

        var refused = await Assert.ThrowsAsync<StartException>(() => _house.AnotherNode());

        Assert.Contains($"has schema {Migrations.Latest + 2}, which needs a program that knows schema "
            + $"{Migrations.Latest + 1} or later, but this program knows only up to {Migrations.Latest}. "
            + "Start the newer program", refused.Message);
    }

    [Fact]
    public async Task NodeThatRunsIsNotReady_AfterAContractingMigration()
    {
        Assert.Equal(200, (await _house.Get("/health/ready")).Status);
        await Expands();
        await Migrates(NextGone, "ALTER TABLE factors DROP COLUMN hint");
        await Task.Delay(1100);   // longer than an answer is kept

        var reply = await _house.Get("/health/ready");

        Assert.Equal((503, "schema"), (reply.Status, reply.Text("part")));
    }

    [Fact]
    public async Task DoctorTellsTheTwoApart()
    {
        await Expands();
        Assert.Contains($"schema {Migrations.Latest + 1}. This program knows up to {Migrations.Latest} and can "
            + "work with it", Examined());

        await Migrates(NextGone, "ALTER TABLE factors DROP COLUMN hint");
        Assert.Contains($"has schema {Migrations.Latest + 2}, which needs a program that knows schema "
            + $"{Migrations.Latest + 1} or later", Examined());
    }

    // The next release stores members in a case, or a verification, that this release does not know. Saving the row
    // with this release would lose them.
    [Fact]
    public async Task NodeLeavesAloneWhatItDoesNotKnow()
    {
        const string Newer = """{"FromTheNextRelease":{"kept":true},""";
        var (person, app) = await Resets.WithEverything(_house);
        await person.BeginsIdentity(kind: "passport");
        var reset = await person.OpensReset(app);
        var bodies = new Dictionary<string, string>();
        foreach (var table in (string[])["recovery_cases", "identity_verifications"])
        {
            var body = await Body(table);
            bodies[table] = Newer + body[1..];
            Assert.Null(await _house.Database.Commit(Change.Of(person.Id()).Add(
                $"UPDATE {table} SET body = @body WHERE account_id = @account",
                new { body = bodies[table], account = person.Id() }),
                    CancellationToken.None));
        }

        foreach (var reply in new[] { await reset.Chooses("phone"), await person.SendsPicture("front"),
            await reset.Post(
                "/cancel", new { }) })
            Assert.Equal((503, "unavailable", true), (reply.Status, reply.Code, reply.Headers.RetryAfter is not null));
        await _house.Get<DueCases>().Run(CancellationToken.None);
        _house.Clock.Advance(TimeSpan.FromDays(60));
        await _house.Get<DueCases>().Run(CancellationToken.None);
        foreach (var (table, body) in bodies) Assert.Equal(body, await Body(table));

        Task<string> Body(string table) => _house.Database.One<string>(
            $"SELECT body FROM {table} WHERE account_id = @account", new { account = person.Id() },
            CancellationToken.None)!;
    }

    private string Examined()
    {
        var said = new StringWriter();
        Doctor.Run(_house.Settings, _house.Clock, said);
        return said.ToString();
    }
}
