using Microsoft.Win32.SafeHandles;
using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Verbs;

/// <summary>What every verb has around it.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Everything else: warnings, what was done, what went wrong.</param>
/// <param name="OutIsTerminal">Somebody reads it; otherwise a program does.</param>
internal sealed record Surroundings(TextWriter Out, TextWriter Error, bool OutIsTerminal, StandardInput In,
    Questions Questions, TimeProvider Clock)
{
    public static Surroundings OfProcess() => new(
        Writer(1, Console.IsOutputRedirected, Console.OpenStandardOutput),
        Writer(2, Console.IsErrorRedirected, Console.OpenStandardError), !Console.IsOutputRedirected,
        new StandardInput(Console.OpenStandardInput, !Console.IsInputRedirected),
        new Questions(static () => OperatingSystem.IsWindows() ? WindowsTerminal.Open() : UnixTerminal.Open()),
        TimeProvider.System);

    public void Warn(string sentence) => Error.WriteLine($"Note: {sentence}");

    // On a terminal, System.Console would first read the terminal's description and set its keypad, which a code has no
    // use for.
    private static StreamWriter Writer(int descriptor, bool isRedirected, Func<Stream> open) =>
        new(isRedirected || OperatingSystem.IsWindows()
            ? open()
            : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0))
        {
            AutoFlush = true,
        };
}
