using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sparekey.Authenticator.Edges;

/// <summary>The clipboard of the person in front of the screen.</summary>
/// <remarks>
/// It is not emptied afterwards: a code is worth nothing half a minute later, and a process that outlives its command
/// would be a surprise.
/// </remarks>
internal static class Clipboard
{
    /// <summary>
    /// Many times what any of them takes. One whose display does not answer waits for it without end.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Programs that take standard input, and what tells that they can work here.</summary>
    private static readonly (string Program, string[] Arguments, Func<bool> Fits)[] Programs =
    [
        ("wl-copy", [], static () => Has("WAYLAND_DISPLAY")),
        ("xclip", ["-selection", "clipboard"], static () => Has("DISPLAY")),
        ("xsel", ["--clipboard", "--input"], static () => Has("DISPLAY")),
        ("pbcopy", [], OperatingSystem.IsMacOS),
        ("clip.exe", [], static () => OperatingSystem.IsWindows() || Has("WSL_DISTRO_NAME")),
    ];

    /// <returns>What took it, or null when nothing could. Over SSH the terminal itself is asked (OSC 52): the clipboard
    /// of the other machine is of no use.</returns>
    public static string? Copy(string text)
    {
        if (!Has("SSH_CONNECTION"))
        {
            foreach (var (program, arguments, fits) in Programs)
            {
                if (fits() && Find(program) is { } path && Run(path, arguments, text)) return program;
            }
        }
        return AskTerminal(text) ? TheTerminal : null;
    }

    /// <summary>What <see cref="Copy"/> would try first, or null.</summary>
    public static string? Way() =>
        (Has("SSH_CONNECTION")
            ? null
            : Programs.Where(way => way.Fits() && Find(way.Program) is not null)
                .Select(way => way.Program)
                .FirstOrDefault())
        ?? (OpenTerminal() is null ? null : TheTerminal);

    private const string TheTerminal = "the terminal (OSC 52, where it allows that)";

    /// <summary>
    /// In the folders of PATH alone. Process.Start would look into the current folder first, which may be a stranger's:
    /// a file named xclip there would be given the code.
    /// </summary>
    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private static bool Run(string path, string[] arguments, string text)
    {
        try
        {
            // xclip stays behind to serve what was copied: with our output in its hands, whoever reads that to its end
            // would wait for it.
            using var process = Process.Start(new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.StandardInput.Write(text);
            process.StandardInput.Close();
            if (process.WaitForExit(Patience)) return process.ExitCode == 0;
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return false;   // it cannot be run, or ended without reading
        }
    }

    private static bool AskTerminal(string text)
    {
        if (OpenTerminal() is not { } terminal) return false;
        terminal.Write($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");
        return true;
    }

    /// <summary>Null without a terminal, and on those that are known to have no clipboard.</summary>
    private static UnixTerminal? OpenTerminal() =>
        OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" or "linux"
            ? null
            : UnixTerminal.Open();
}
