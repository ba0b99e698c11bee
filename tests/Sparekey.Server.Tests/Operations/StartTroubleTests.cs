using System.Net;
using System.Net.Sockets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sparekey.Server.Tests.Operations;

/// <summary>
/// Whatever prevents the server from starting ends the process with exit code 1 and one line that says what to do.
/// </summary>
[Trait("Engine", "SQLite")]   // about files in the data folder, or checked before any database is opened
public sealed class StartTroubleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparekey-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Data => Path.Combine(_folder, "data");

    private async Task Refuses(string expected, string arguments, params (string, string)[] environment)
    {
        var ended = await Program.Run(arguments, _folder, environment);

        Assert.Equal(1, ended.ExitCode);
        var line = Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("sparekey: ", line);
        Assert.Contains(expected, line);
        Assert.DoesNotContain("   at ", ended.Output + ended.Errors);
    }

    private Task RefusesToServe(string expected, string more = "", params (string, string)[] environment) =>
        Refuses(expected, $"serve --development --url http://127.0.0.1:0 --data \"{Data}\" {more}", environment);

    /// <summary>Makes a key ring and a database.</summary>
    private async Task Installs(string data) =>
        Assert.Equal(0, (await Program.Run($"staff list --data \"{data}\"", _folder)).ExitCode);

    private string WriteConfig(string json)
    {
        var file = Path.Combine(_folder, "settings.json");
        File.WriteAllText(file, json);
        return $"--config \"{file}\"";
    }

    [Fact]
    public async Task WhenDataFolderIsAFile()
    {
        await File.WriteAllTextAsync(Data, "");
        await RefusesToServe("cannot be used");
    }

    [Fact]
    public async Task WhenDataFolderCannotBeMade() =>
        await Refuses("cannot be used", "serve --development --url http://127.0.0.1:0 --data /proc/sparekey");

    [Fact]
    public async Task WhenKeyRingIsGone()
    {
        await Installs(Data);
        File.Delete(Path.Combine(Data, "keys.json"));
        await RefusesToServe("its key ring");
    }

    [Fact]
    public async Task WhenKeyRingIsOfAnotherInstallation()
    {
        await Installs(Data);
        await Installs(Path.Combine(_folder, "other"));
        File.Copy(Path.Combine(_folder, "other", "keys.json"), Path.Combine(Data, "keys.json"), overwrite: true);
        await RefusesToServe("Key 1 of the key ring is not the one");
    }

    [Fact]
    public async Task WhenKeyRingIsOpenToOthers()
    {
        if (OperatingSystem.IsWindows()) return;
        await Installs(Data);
        File.SetUnixFileMode(Path.Combine(Data, "keys.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await RefusesToServe("chmod 600");
    }

    [Fact]
    public async Task WhenKeyRingIsMalformed()
    {
        await Installs(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "keys.json"), "{ \"keys\": 7 }");
        await RefusesToServe("is not a key ring in JSON");
    }

    [Theory]
    [InlineData("9999_gone.from_9998.sql",
        "has schema 9999, which needs a program that knows schema 9998 or later, but this program knows only up to")]
    [InlineData("later", "was changed by the migration later, of which this program")]
    public async Task WhenSchemaIsTooNew(string migration, string expected)
    {
        await Installs(Data);
        await using (var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Data, "sparekey.db")};Pooling=False"))
            await connection.ExecuteAsync(
                "INSERT INTO schema_migrations (number, name, applied_at) VALUES (9999, @migration, 0)",
                new { migration });
        await RefusesToServe(expected);
    }

    [Fact]
    public async Task WhenDatabaseIsNoDatabase()
    {
        await Installs(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "sparekey.db"), new string('x', 5000));
        await RefusesToServe("cannot be used");
    }

    [Fact]
    public Task WhenSettingsAreNotJson() => RefusesToServe("is not JSON at line 2", WriteConfig(
        "{ \"Sparekey\":\n { oops"));

    [Fact]
    public Task WhenSettingIsUnknown() =>
        RefusesToServe("Unknown settings: Colour.", WriteConfig("""{ "Sparekey": { "Colour": "blue" } }"""));

    [Fact]
    public Task WhenSettingIsUnknownInTheEnvironment() => RefusesToServe("Unknown settings: COLOUR.", "", (
        "SPAREKEY__COLOUR", "blue"));

    [Fact]
    public Task WhenSettingIsMistyped() =>
        RefusesToServe("Sparekey:Captcha:Bits", WriteConfig("""{ "Sparekey": { "Captcha": { "Bits": "many" } } }"""));

    [Fact]
    public Task WhenSettingIsOutOfBounds() =>
        RefusesToServe("Sparekey:Captcha:Bits", WriteConfig("""{ "Sparekey": { "Captcha": { "Bits": 99 } } }"""));

    [Fact]
    public Task WhenSettingsFileIsMissing() => RefusesToServe("There is no settings file", "--config nowhere.json");

    [Fact]
    public Task WhenIcuIsMissing() => RefusesToServe("Text cannot be normalised", "", (
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));

    [Fact]
    public async Task WhenLibsodiumCannotBeLoaded()
    {
        if (!OperatingSystem.IsLinux()) return;   // on other systems no variable tells the loader where to look
        var broken = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        // The loader looks in this folder first, and fails on files that are no libraries.
        foreach (var name in new[] { "libsodium.so.23", "libsodium.so.26", "libsodium.dylib", "libsodium.so",
            "libsodium" }) await File.WriteAllTextAsync(Path.Combine(broken, name),
            "no library");

        await RefusesToServe("Sparekey needs libsodium to hash passwords; install it", "", ("LD_LIBRARY_PATH", broken));
    }

    [Fact]
    public Task WhenDemoIsAskedForInProduction() => Refuses("--demo prints passwords",
        $"serve --demo --data \"{Data}\"");

    [Fact]
    public async Task WhenPortIsInUse()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await Refuses("Choose another address with --url",
            $"serve --development --url http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port} --data \"{Data}\"");
    }

    [Fact]
    public Task WhenProductionHasNoSender() => Refuses("No sender is configured", $"serve --data \"{Data}\"");

    [Fact]
    public Task WhenDevelopmentWouldListenForOthers() => Refuses("Development listens on loopback only",
        $"serve --development --url http://0.0.0.0:5080 --data \"{Data}\"");
}
