using Sparekey.Edges.Storage;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class PurgeTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private async Task<long> Rows(string table) =>
        await _house.Database.One<long>($"SELECT COUNT(*) FROM {table}", null, CancellationToken.None);

    private Task Purges(TimeSpan after)
    {
        _house.Clock.Advance(after);
        return new PurgeExpired(_house.Database, _house.Clock).Run(CancellationToken.None);
    }

    [Fact]
    public async Task KeepsWhatMayStillBeAskedFor()
    {
        await Person.Opens(_house);
        await _house.Inbox("nobody@example.com");   // sends every waiting message

        await Purges(TimeSpan.FromMinutes(50));
        Assert.NotEqual(0, await Rows("captchas"));
        await Purges(TimeSpan.FromHours(22));
        Assert.Equal(0, await Rows("captchas"));

        foreach (var table in new[] { "registrations", "codes", "sessions", "send_limits", "outbox" })
            Assert.NotEqual((table, 0), (table, await Rows(table)));
    }

    [Fact]
    public async Task ForgetsEachInItsTime()
    {
        var person = await Person.Opens(_house);
        await _house.Inbox("nobody@example.com");

        await Purges(TimeSpan.FromDays(3));
        Assert.Equal((0, 0, 0, 0),
            (await Rows("captchas"), await Rows("registrations"), await Rows("send_limits"), await Rows(
                "outbox")));
        Assert.Equal((1, 1), (await Rows("codes"), await Rows("sessions")));

        await Purges(TimeSpan.FromDays(28));
        Assert.Equal((0, 1), (await Rows("codes"), await Rows("sessions")));

        await Purges(TimeSpan.FromDays(60));
        Assert.Equal((0, 1), (await Rows("sessions"), await Rows("accounts")));
        Assert.Equal(200, (await person.BeginsSignIn()).Status);
    }

    [Fact]
    public async Task DeletesMoreThanOnePortion()
    {
        var change = Change.OfNobody();
        for (var i = 0; i < 1200; i++) change.Add(
            "INSERT INTO send_limits (subject, window_start, sends) VALUES (@subject, 0, 1)", new { subject =
                $"network:{i}" });
        await _house.Database.Commit(change, CancellationToken.None);

        await Purges(TimeSpan.Zero);

        Assert.Equal(0, await Rows("send_limits"));
    }

    [Fact]
    public async Task ForgetsStrangersAttempts_AfterThirtyQuietDays()
    {
        var person = await Person.Opens(_house);
        await person.BeginsSignIn("not the password at all");
        await new Person(_house, "nobody@example.com").BeginsSignIn();
        Assert.Equal(2, await Rows("attempts"));
        var chore = new PurgeStrangers(_house.Database, _house.Clock);

        _house.Clock.Advance(TimeSpan.FromDays(29));
        await chore.Run(CancellationToken.None);
        Assert.Equal(2, await Rows("attempts"));

        _house.Clock.Advance(TimeSpan.FromDays(2));
        await chore.Run(CancellationToken.None);
        Assert.Equal([person.AccountId],
            await _house.Database.List<string>("SELECT account_id FROM attempts", null, CancellationToken.None));
    }

    [Fact]
    public async Task ForgetsStrangersAttempts_BeyondOnePortion_AndReadsNoMoreAtOnce()
    {
        var read = new List<string>();
        await using var house = await House.Open(heard: statement => { lock (read) read.Add(statement.Sql); });
        await Person.Opens(house);
        var padded = house.Database.Sql(
            "substr('00000000000000000000000000000000' || n, -32)", "lpad(CAST(n AS TEXT), 32, '0')");
        var change = Change.OfNobody().Add(
            $"""
            WITH RECURSIVE strangers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM strangers WHERE n < 11000)
            INSERT INTO attempts (account_id, subject, failures, blocked_until, last_at) SELECT {padded}, 'password', 1,
              0,
              CASE WHEN n = 7777 THEN {house.Clock.GetUtcNow().ToUnixTimeMilliseconds()} ELSE 0 END
            FROM strangers
            """);
        Assert.Null(await house.Database.Commit(change, CancellationToken.None));

        await new PurgeStrangers(house.Database, house.Clock).Run(CancellationToken.None);

        Assert.Equal(["7777"], await house.Database.List<string>(
            "SELECT ltrim(account_id, '0') FROM attempts WHERE subject = 'password' AND failures = 1", null,
            CancellationToken.None));
        Assert.Equal(3, read.Count(text => text.Contains("LIMIT @Looked", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ForgetsObjectionLinks_ADayAfterTheirEnd()
    {
        var (person, app) = await Resets.WithEverything(_house);
        await person.OpensReset(app);

        await Purges(TimeSpan.FromDays(7));
        Assert.NotEqual(0, await Rows("objections"));
        await Purges(TimeSpan.FromDays(2));
        Assert.Equal(0, await Rows("objections"));
    }
}
