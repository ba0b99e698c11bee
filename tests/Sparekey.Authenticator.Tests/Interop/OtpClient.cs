using System.Diagnostics;

namespace Sparekey.Authenticator.Tests.Interop;

/// <summary>OTPClient 3 with its own home folder and its own database.</summary>
internal sealed class OtpClient : IDisposable
{
    private const string Password = "the database's own";
    private const int NotNow = 75;   // exit code of otpclient_import.py
    private const int Tries = 3;

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("otpclient-");

    /// <param name="database">An earlier <see cref="DatabaseFile"/>; null for a new database.</param>
    public OtpClient(byte[]? database = null)
    {
        if (database is not null) File.WriteAllBytes(Database, database);
        var settings = Directory.CreateDirectory(Path.Combine(home.FullName, ".config"));
        File.WriteAllText(Path.Combine(settings.FullName, "otpclient.cfg"),
            $"[config]\ndb_path={Database}\nuse_secret_service=false\ndisable_secret_service=true\n");
        Directory.CreateDirectory(Exports);
    }

    /// <summary>The database, encrypted in OTPClient's own format.</summary>
    public byte[] DatabaseFile => File.ReadAllBytes(Database);

    private string Database => Path.Combine(home.FullName, "database.enc");

    private string Exports => Path.Combine(home.FullName, "exports");

    /// <summary>Imports through the window, because the command line cannot import. Takes about 10 s.</summary>
    /// <param name="aegis">An encrypted Aegis file. Version 3 cannot read a plain one, not even its own.</param>
    /// <param name="password">ASCII, because version 3 counts characters where it should count bytes.</param>
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
            // The virtual desktop does not always start completely, so the import is tried again. If OTPClient refuses
            // the file, the exit code is another one, and the test fails at once.
            Assert.True(code == NotNow && tries < Tries, said);
        }
    }

    /// <summary>"account | issuer" of every entry.</summary>
    public IReadOnlyList<string> List() => [.. Ask("list").Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Contains(" | ", StringComparison.Ordinal) && line != "Account | Issuer")];

    /// <summary>The code that OTPClient shows now.</summary>
    public string Code(string issuer, string account)
    {
        var line = Ask("show", "-m", "-i", issuer, "-a", account).Split('\n')
            .Single(line => line.Contains("Current ", StringComparison.Ordinal));
        return line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Trim();
    }

    /// <param name="type">aegis, andotp_plain, andotp_encrypted or freeotpplus. Version 3 confuses the andotp types.
    /// </param>
    /// <param name="password">The password of an encrypted file.</param>
    /// <returns>The exported file.</returns>
    public byte[] Export(string type, string? password = null)
    {
        foreach (var old in Directory.GetFiles(Exports)) File.Delete(old);
        Ask(["export", "-t", type, "-d", Exports], password);
        return File.ReadAllBytes(Assert.Single(Directory.GetFiles(Exports)));
    }

    /// <summary>Runs the command line on a pseudo-terminal, because it reads passwords only from a terminal.</summary>
    private string Ask(params string[] arguments) => Ask(arguments, null);

    private string Ask(string[] arguments, string? secondPassword) =>
        Run([OtpClientFactAttribute.Python, Script("answer_at_terminal.py"),
            secondPassword is null ? Password : $"{Password}\n{secondPassword}", "otpclient-cli", .. arguments]);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Interop", name);

    /// <summary>Runs a command and returns its output. Fails if the exit code is not 0.</summary>
    private string Run(params string[] command)
    {
        var (code, said) = Do(command);
        Assert.True(code == 0, said);
        return said;
    }

    private (int Code, string Said) Do(params string[] command)
    {
        // Output goes to a file, because helper processes of a window inherit a pipe and may keep it open after the
        // window has closed.
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
