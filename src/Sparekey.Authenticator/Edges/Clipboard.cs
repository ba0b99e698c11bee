using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sparekey.Authenticator.Edges;

/// <summary>The clipboard of the person in front of the screen.</summary>
/// <remarks>
/// The program does not empty the clipboard later. Most codes are worthless after half a minute, and a person does not
/// expect a process that outlives its command.
/// </remarks>
internal static class Clipboard
{
    /// <summary>
    /// Far longer than these programs usually take. A program whose display does not respond would otherwise wait
    /// forever.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Programs that copy their standard input, each with the test whether it can work here.</summary>
    private static readonly (string Program, string[] Arguments, Func<bool> Fits)[] Programs =
    [
        ("wl-copy", [], static () => Has("WAYLAND_DISPLAY")),
        ("xclip", ["-selection", "clipboard"], static () => Has("DISPLAY")),
        ("xsel", ["--clipboard", "--input"], static () => Has("DISPLAY")),
        ("pbcopy", [], OperatingSystem.IsMacOS),
        ("clip.exe", [], static () => OperatingSystem.IsWindows() || Has("WSL_DISTRO_NAME")),
    ];

    /// <returns>The name of the program or terminal that took the text; null if none could. Over SSH only the terminal
    /// is asked (OSC 52), because the clipboard of the remote machine is of no use to the person.</returns>
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

    /// <summary>The program or terminal that <see cref="Copy"/> would try first, or null.</summary>
    public static string? Way() =>
        (Has("SSH_CONNECTION")
            ? null
            : Programs.Where(way => way.Fits() && Find(way.Program) is not null)
                .Select(way => way.Program)
                .FirstOrDefault())
        ?? (OpenTerminal() is null ? null : TheTerminal);

    private const string TheTerminal = "the terminal (OSC 52, where it allows that)";

    /// <summary>
    /// Searches only the absolute folders of PATH. Process.Start also searches the current folder, which may belong to
    /// somebody else: a file named xclip in that folder would receive the code.
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
            // xclip stays in the background to serve the copied text. If xclip inherited our output, a program that
            // reads our output to its end would wait for xclip.
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
            return false;   // the program cannot be run, or ended without reading its input
        }
    }

    private static bool AskTerminal(string text)
    {
        if (OpenTerminal() is not { } terminal) return false;
        terminal.Write($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");
        return true;
    }

    /// <summary>Null without a terminal, and for the terminal types that are known to have no clipboard.</summary>
    private static UnixTerminal? OpenTerminal() =>
        OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" or "linux"
            ? null
            : UnixTerminal.Open();
}
