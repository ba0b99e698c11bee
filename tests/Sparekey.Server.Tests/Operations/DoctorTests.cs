using Sparekey.Core;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Operations;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class DoctorTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_house.Settings.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private (int ExitCode, string Said) Examines(Settings? settings = null, TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        return (Doctor.Run(settings ?? _house.Settings, clock ?? _house.Clock, output), output.ToString());
    }

    [Fact]
    public void FindsNothingWrong_WithAServerThatRuns()
    {
        var (exitCode, said) = Examines();

        Assert.Equal((0, true), (exitCode, said.EndsWith("Nothing is wrong.\n", StringComparison.Ordinal)));
        Assert.Contains("is whole, schema 1", said);
        Assert.Contains("fits the database", said);
        Assert.Matches(@"libsodium 1\.\d+\.\d+", said);
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
        var key = System.Text.RegularExpressions.Regex.Match(File.ReadAllText(Path.Combine(_house.Settings.Data, "keys.json")), "\"key\": \"(.*)\"").Groups[1].Value;

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
        Assert.Equal([("Host", "mail.example.com"), ("Password", "(set, not shown)"), ("ApiKey", "-")], SettingsReport.Of(new Mailbox()));

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
        await _house.Database.Commit(new Change().Add("INSERT INTO schema_migrations (number, name, applied_at) VALUES (9999, 'later', 0)"), CancellationToken.None);

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
