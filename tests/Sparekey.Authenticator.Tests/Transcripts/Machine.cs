using System.Diagnostics;

namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>An environment for one test: its own home folder, and the built program on the path.</summary>
public sealed class Machine : IDisposable
{
    private static readonly string Bin = AppContext.BaseDirectory;

    public string Home { get; } = Directory.CreateTempSubdirectory("sparekey-auth-").FullName;

    public string Vault => Path.Combine(Home, ".local/share/sparekey-auth/vault.json");

    /// <summary>Writes a file into the home folder. Only the owner can read the file.</summary>
    public string Put(string name, string text)
    {
        var path = Path.Combine(Home, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>The settings to start a process in this environment, with pipes instead of a terminal.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("XDG_", StringComparison.Ordinal)
            || key.StartsWith("SSH_", StringComparison.Ordinal)
            || key is "DISPLAY" or "WAYLAND_DISPLAY" or "WSL_DISTRO_NAME" or "SPAREKEY_AUTH_VAULT").ToList())
                start.Environment.Remove(name);
        start.Environment["HOME"] = Home;
        start.Environment["PATH"] = Bin + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["TERM"] = "dumb";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        start.Environment["VECTORS"] = Repository.Vectors;
        return start;
    }

    /// <summary>Runs the program without a terminal and with empty standard input.</summary>
    public async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using var process = Process.Start(
            Start("setsid", ["--wait", Path.Combine(Bin, "sparekey-auth"), .. arguments]))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}

/// <summary>The folders of the repository.</summary>
internal static class Repository
{
    private static string Root { get; } = Find();

    public static string Vectors => Path.Combine(Root, "vectors");

    public static string Transcripts => Path.Combine(Root, "tests/Sparekey.Authenticator.Tests/Transcripts");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sparekey.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder.FullName;
    }
}
