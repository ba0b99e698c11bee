using Microsoft.Win32.SafeHandles;
using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Verbs;

/// <summary>Input, output, questions and clock of every verb.</summary>
/// <param name="Out">For results.</param>
/// <param name="Error">For everything else: warnings, reports and errors.</param>
/// <param name="OutIsTerminal">True if a person reads the output; false if a program does.</param>
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

    // System.Console is avoided on a terminal, because it first reads the terminal's description and sets its keypad,
    // which printing a code does not need.
    private static StreamWriter Writer(int descriptor, bool isRedirected, Func<Stream> open) =>
        new(isRedirected || OperatingSystem.IsWindows()
            ? open()
            : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0))
        {
            AutoFlush = true,
        };
}
