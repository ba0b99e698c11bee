using System.Diagnostics;

namespace Sparekey.Authenticator.Tests.Interop;

/// <summary>OTPClient 3 with a home and a database of its own.</summary>
internal sealed class OtpClient : IDisposable
{
    private const string Password = "the database's own";
    private const int NotNow = 75;   // of otpclient_import.py
    private const int Tries = 3;

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("otpclient-");

    /// <param name="database">What <see cref="DatabaseFile"/> gave another time; null for a new one.</param>
    public OtpClient(byte[]? database = null)
    {
        if (database is not null) File.WriteAllBytes(Database, database);
        var settings = Directory.CreateDirectory(Path.Combine(home.FullName, ".config"));
        File.WriteAllText(Path.Combine(settings.FullName, "otpclient.cfg"),
            $"[config]\ndb_path={Database}\nuse_secret_service=false\ndisable_secret_service=true\n");
        Directory.CreateDirectory(Exports);
    }

    /// <summary>Its database, sealed in its own way.</summary>
    public byte[] DatabaseFile => File.ReadAllBytes(Database);

    private string Database => Path.Combine(home.FullName, "database.enc");

    private string Exports => Path.Combine(home.FullName, "exports");

    /// <summary>By its window, since its command line cannot. About 10 s.</summary>
    /// <param name="aegis">An encrypted Aegis file. Version 3 reads no plain one, not even its own.</param>
    /// <param name="password">ASCII: version 3 counts characters where it should count bytes.</param>
    public void Import(byte[] aegis, string password)
    {
        var file = Path.Combine(home.FullName, "aegis.json");
        File.WriteAllBytes(file, aegis);
        for (var tries = 1; ; tries++)
        {
            if (File.Exists(Database)) File.Delete(Database);
            var (code, said) = Do("xvfb-run", "--auto-servernum", "dbus-run-session", "--",
                OtpClientFactAttribute.Python, Script("otpclient_import.py"), Database, Password, file, password);
            if (code == 0) return;
            // A desktop for one program does not always come up whole; whoever refuses the file refuses it at once.
            Assert.True(code == NotNow && tries < Tries, said);
        }
    }

    /// <summary>"account | issuer" of every entry.</summary>
    public IReadOnlyList<string> List() => [.. Ask("list").Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Contains(" | ", StringComparison.Ordinal) && line != "Account | Issuer")];

    /// <summary>The code that it shows now.</summary>
    public string Code(string issuer, string account)
    {
        var line = Ask("show", "-m", "-i", issuer, "-a", account).Split('\n')
            .Single(line => line.Contains("Current ", StringComparison.Ordinal));
        return line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Trim();
    }

    /// <param name="type">aegis, andotp_plain, andotp_encrypted (version 3 mistakes each of these two for the other) or
    /// freeotpplus.</param>
    /// <param name="password">For the file that is encrypted.</param>
    /// <returns>What it wrote.</returns>
    public byte[] Export(string type, string? password = null)
    {
        foreach (var old in Directory.GetFiles(Exports)) File.Delete(old);
        Ask(["export", "-t", type, "-d", Exports], password);
        return File.ReadAllBytes(Assert.Single(Directory.GetFiles(Exports)));
    }

    /// <summary>Its command line takes passwords from a terminal alone.</summary>
    private string Ask(params string[] arguments) => Ask(arguments, null);

    private string Ask(string[] arguments, string? secondPassword) =>
        Run([OtpClientFactAttribute.Python, Script("answer_at_terminal.py"),
            secondPassword is null ? Password : $"{Password}\n{secondPassword}", "otpclient-cli", .. arguments]);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Interop", name);

    /// <summary>What it printed; fails unless it ends well.</summary>
    private string Run(params string[] command)
    {
        var (code, said) = Do(command);
        Assert.True(code == 0, said);
        return said;
    }

    private (int Code, string Said) Do(params string[] command)
    {
        // To a file: what a window's helpers inherit of a pipe, they may hold open after it has ended.
        var output = Path.Combine(home.FullName, "output.txt");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", output, .. command])
        {
            UseShellExecute = false,
            WorkingDirectory = home.FullName,
        };
        start.Environment["HOME"] = home.FullName;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(home.FullName, ".config");
        start.Environment["XDG_RUNTIME_DIR"] = home.FullName;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"OTPClient did not end: {File.ReadAllText(output)}");
        }
        return (process.ExitCode, File.ReadAllText(output));
    }

    public void Dispose() => home.Delete(recursive: true);
}
