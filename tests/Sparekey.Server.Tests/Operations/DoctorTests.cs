using Sparekey.Core;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Server.Integration;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class DoctorTests : IAsyncLifetime
{
    private House _house = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _database = _house.Settings.Database;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_house.Settings.Data,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task DisposeAsync()
    {
        _house.Settings.Database = _database;
        await _house.DisposeAsync();
    }

    private (int ExitCode, string Said) Examines(Settings? settings = null, TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        return (Doctor.Run(settings ?? _house.Settings, clock ?? _house.Clock, output), output.ToString());
    }

    [Fact]
    public async Task FindsNothingWrong_WithAServerThatRuns()
    {
        await using var safe = await Engine.KeepsWhatItAcknowledges();
        var (exitCode, said) = Examines(clock: TimeProvider.System);

        Assert.Equal((0, true), (exitCode, said.EndsWith("Nothing is wrong.\n", StringComparison.Ordinal)));
        Assert.Matches("fine   .*(is whole,|has) schema 1", said);
        Assert.Contains("fits the database", said);
        Assert.Matches(@"libsodium 1\.\d+\.\d+", said);
    }

    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public void FindsWhatAPostgresqlWouldLose()
    {
        var (exitCode, said) = Examines(clock: TimeProvider.System);

        Assert.Equal(1, exitCode);
        Assert.Contains("WRONG  PostgreSQL runs with fsync and full_page_writes off", said);
        Assert.Contains("WRONG  PostgreSQL runs with synchronous_commit off", said);
    }

    [PostgresTheory, Trait("Engine", "PostgreSQL")]
    [InlineData(3, "behind")]
    [InlineData(-3, "ahead of")]
    public void FindsClocksThatAreSecondsApart(int seconds, string said) =>
        Assert.Matches($"WRONG  The clock of PostgreSQL is [2-4] seconds {said} the one here",
            Examines(clock: new Shifted(TimeSpan.FromSeconds(seconds))).Said);

    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public void SaysHowManyNodesFit()
    {
        Assert.Matches("fine   PostgreSQL allows [0-9]+ connections: enough for [0-9]+ nodes? with up to 31 each",
            Examines().Said);

        _house.Settings.Database += ";Maximum Pool Size=5000";
        Assert.Matches("WRONG  PostgreSQL allows [0-9]+ connections .max_connections. "
            + "and keeps [0-9]+ of them for its operator; a node opens up to 5007", Examines().Said);
    }

    private sealed class Shifted(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }

    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public void FindsTransactionsThatWouldDecideByAnOlderState()
    {
        _house.Settings.Database += ";Options=-c default_transaction_isolation=serializable";
        var (exitCode, said) = Examines();

        Assert.Equal(1, exitCode);
        Assert.Contains("WRONG  Transactions begin as serializable", said);
    }

    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public void FindsPostgresqlOutOfReach_AndNeverSaysItsPassword()
    {
        _house.Settings.Database = "Host=/nowhere;Username=sparekey;Database=accounts;Password=plum tractor";
        var (exitCode, said) = Examines();

        Assert.Equal(1, exitCode);
        Assert.Contains("WRONG  PostgreSQL at /nowhere, database accounts, user sparekey cannot be used", said);
        Assert.DoesNotContain("plum", said);
    }

    [Theory]
    [InlineData("postgres://sparekey:plum-tractor@db/accounts")]
    [InlineData("Host=db;Password=plum;tractor")]
    [InlineData("Password=plum tractor")]
    [InlineData("Host=db;Port=plum tractor")]
    public void FindsAConnectionStringThatIsNone_AndDoesNotRepeatIt(string setting)
    {
        _house.Settings.Database = setting;
        var (exitCode, said) = Examines();

        Assert.Equal(1, exitCode);
        Assert.Contains("WRONG  Sparekey:Database is not a connection string", said);
        Assert.DoesNotContain("plum", said);
        Assert.DoesNotContain("tractor", said);
    }

    [Fact]
    public void SaysHowTheProfileDiffersFromStrict()
    {
        Assert.Contains("Backup keys have 80 bits, strict 160", Examines().Said);

        _house.Settings.Profile = Profile.Strict;
        Assert.Contains("The profile is strict", Examines().Said);
    }

    [Fact]
    public void NeverSaysAKey()
    {
        var key = System.Text.RegularExpressions.Regex.Match(File.ReadAllText(Path.Combine(_house.Settings.Data,
            "keys.json")),
            "\"key\": \"(.*)\"").Groups[1].Value;

        Assert.Equal(44, key.Length);
        Assert.DoesNotContain(key, Examines().Said);
    }

    private sealed class Mailbox
    {
        public string Host { get; set; } = "mail.example.com";
        public string Password { get; set; } = "plum tractor";
        public string? ApiKey { get; set; }
    }

    [Fact]
    public void SaysOnlyThatASecretIsSet() =>
        Assert.Equal([("Host", "mail.example.com"), ("Password", "(set, not shown)"), ("ApiKey", "-")],
            SettingsReport.Of(new Mailbox()));

    [Fact]
    public void FindsOpenFolder()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_house.Settings.Data, File.GetUnixFileMode(_house.Settings.Data) | UnixFileMode.OtherRead);

        var (exitCode, said) = Examines();

        Assert.Equal(1, exitCode);
        Assert.Contains($"run: chmod 700 {_house.Settings.Data}", said);
    }

    [Fact]
    public void FindsMissingKeyRing()
    {
        File.Delete(Path.Combine(_house.Settings.Data, "keys.json"));

        Assert.Contains("keys.json is gone", Examines().Said);
    }

    [Fact]
    public async Task FindsNewerSchema()
    {
        await _house.Database.Commit(Change.OfNobody().Add(
            "INSERT INTO schema_migrations (number, name, applied_at) VALUES (9999, '9999_gone.from_9999.sql', 0)"),
                CancellationToken.None);

        Assert.Contains("has schema 9999", Examines().Said);
    }

    [Fact]
    public void FindsClockThatIsBehind()
    {
        var early = new TestClock();
        early.Advance(TimeSpan.FromDays(-1));

        var (exitCode, said) = Examines(clock: early);

        Assert.Equal(1, exitCode);
        Assert.Contains("The clock is behind", said);
    }

    [Fact]
    public void FindsWhatAProductionServerLacks()
    {
        var (exitCode, said) = Examines(new Settings { Data = _house.Settings.Data });

        Assert.Equal(1, exitCode);
        Assert.Contains("WRONG  No sender is configured", said);
        Assert.Contains("WRONG  Sparekey:Origin must begin with https://", said);
    }
}
