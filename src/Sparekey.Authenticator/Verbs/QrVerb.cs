using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>qr NAME</c>: the set-up code of an entry on the terminal, for another app's camera.</summary>
internal static class QrVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.ZeroOrMore);
    private static readonly Option<bool> Inverted = new("--invert") { Description = "Without colours, on a light terminal: draw the dark squares." };
    private static readonly Option<bool> Yes = YesOption.Make();

    public static Command In(Surroundings around)
    {
        var command = new Command("qr", "Draw the set-up code of an entry on the terminal.") { Name, Inverted, Yes };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var name = NameArgument.Of(parsed, Name);
        if (name.Length == 0) throw new StopException(ExitCode.Usage, "Of which entry? Give a NAME.");
        using var access = VaultAccess.Of(around, parsed);
        var entries = access.Read().Entries;
        var otp = NameArgument.One(around, entries, name).Entry.Otp;
        YesOption.Require(around, parsed, Yes, $"Whoever sees or photographs this can make the codes of {Shown.Name(otp)}. Draw it?");
        Draw(around, otp.Format(), parsed.GetValue(Inverted));
        around.Error.WriteLine(Shown.Name(otp));
        if (otp.Kind is Otp.OtpKind.Hotp) around.Warn("two apps with one counter get out of step. Use only one of them from now on.");
        return ExitCode.Done;
    }

    private static void Draw(Surroundings around, string text, bool inverted)
    {
        var squares = HalfBlocks.Squares(text) ?? throw new StopException(ExitCode.Failed, "This is too long for a QR code. Use the address: show --reveal.");
        var width = HalfBlocks.Width(squares);
        if (around.OutIsTerminal && Console.WindowWidth is > 0 and var columns && columns < width)
            throw new StopException(ExitCode.Failed, $"This QR code needs {width} columns, and the terminal has {columns}. Make the window wider or its letters smaller.");
        var colours = around.OutIsTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        around.Out.Write(HalfBlocks.Draw(squares, colours, inverted));
    }
}
