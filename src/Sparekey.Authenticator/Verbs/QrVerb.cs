using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>qr NAME</c>: the set-up code of an entry on the terminal, for another app's camera.</summary>
internal static class QrVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.ZeroOrMore);
    private static readonly Option<bool> All = new("--all") { Description = "All entries, as QR codes that Google Authenticator and others import, one after the other." };
    private static readonly Option<bool> Inverted = new("--invert") { Description = "Without colours, on a light terminal: draw the dark squares." };
    private static readonly Option<bool> Yes = YesOption.Make();

    public static Command In(Surroundings around)
    {
        var command = new Command("qr", "Draw the set-up code of an entry on the terminal.") { Name, All, Inverted, Yes };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var name = NameArgument.Of(parsed, Name);
        if ((name.Length == 0) != parsed.GetValue(All)) throw new StopException(ExitCode.Usage, "Of which entry? Give a NAME, or say --all.");
        using var access = VaultAccess.Of(around, parsed);
        var entries = access.Read().Entries;
        return parsed.GetValue(All) ? DrawAll(around, parsed, [.. entries.Select(kept => kept.Entry.Otp)]) : DrawOne(around, parsed, NameArgument.One(around, entries, name).Entry.Otp);
    }

    private static ExitCode DrawOne(Surroundings around, ParseResult parsed, OtpAuthUri otp)
    {
        YesOption.Require(around, parsed, Yes, $"Whoever sees or photographs this can make the codes of {Shown.Name(otp)}. Draw it?");
        if (HalfBlocks.Squares(otp.Format()) is not { } squares) throw new StopException(ExitCode.Failed, "This is too long for a QR code. Use the address: show --reveal.");
        if (Columns(around) < HalfBlocks.Width(squares)) throw TooNarrow(around, squares);
        Draw(around, squares, parsed.GetValue(Inverted));
        around.Error.WriteLine(Shown.Name(otp));
        if (otp.Kind is OtpKind.Hotp) around.Warn("two apps with one counter get out of step. Use only one of them from now on.");
        return ExitCode.Done;
    }

    private static ExitCode DrawAll(Surroundings around, ParseResult parsed, IReadOnlyList<OtpAuthUri> uris)
    {
        YesOption.Require(around, parsed, Yes, "Whoever sees or photographs these can make all your codes. Draw them?");
        var (pictures, leftOut) = Pictures(around, uris);
        for (var i = 0; i < pictures.Count; i++)
        {
            Draw(around, pictures[i], parsed.GetValue(Inverted));
            around.Error.WriteLine($"{i + 1} of {pictures.Count}");
            if (i + 1 < pictures.Count && around.OutIsTerminal && around.Questions.CanAsk) around.Questions.Ask("Enter for the next one", "");
        }
        foreach (var left in leftOut) around.Error.WriteLine($"left out       {Shown.Name(left.Uri)}\n               {left.Why.Message()}");
        return leftOut.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>As many entries in each picture as the terminal has room for.</summary>
    private static (IReadOnlyList<bool[][]> Pictures, IReadOnlyList<MigrationLeftOut> LeftOut) Pictures(Surroundings around, IReadOnlyList<OtpAuthUri> uris)
    {
        var (room, batch) = (Columns(around), Export.BatchId());
        for (var entries = MigrationPayload.EntriesAPart; ; entries--)
        {
            var writing = MigrationPayload.Format(uris, batch, entries);
            List<bool[][]?> pictures = [.. writing.Uris.Select(HalfBlocks.Squares)];
            if (pictures.TrueForAll(squares => squares is not null && HalfBlocks.Width(squares) <= room)) return (pictures!, writing.LeftOut);
            if (entries > 1) continue;
            throw pictures.OfType<bool[][]>().MaxBy(HalfBlocks.Width) is { } widest && pictures.TrueForAll(squares => squares is not null)
                ? TooNarrow(around, widest)
                : new StopException(ExitCode.Failed, "One of the entries is too long for a QR code. Use export --format migration.");
        }
    }

    /// <summary>Of the terminal; a program that reads the output has room for everything.</summary>
    private static int Columns(Surroundings around) => around.OutIsTerminal && Console.WindowWidth is > 0 and var columns ? columns : int.MaxValue;

    private static StopException TooNarrow(Surroundings around, bool[][] squares) =>
        new(ExitCode.Failed, $"The QR code needs {HalfBlocks.Width(squares)} columns, and the terminal has {Columns(around)}. Make the window wider or its letters smaller.");

    private static void Draw(Surroundings around, bool[][] squares, bool inverted)
    {
        var colours = around.OutIsTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        around.Out.Write(HalfBlocks.Draw(squares, colours, inverted));
    }
}
