using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>qr NAME</c>: draws the set-up code of an entry on the terminal, for the camera of another app.</summary>
internal static class QrVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.ZeroOrMore);
    private static readonly Option<bool> All = new("--all")
    {
        Description = "All entries, as QR codes that Google Authenticator and others import, one after the other.",
    };
    private static readonly Option<bool> Inverted = new("--invert")
    {
        Description = "Without colours, on a light terminal: draw the dark squares.",
    };
    private static readonly Option<bool> Yes = YesOption.Make();

    public static Command In(Surroundings around)
    {
        var command = new Command("qr", "Draw the set-up code of an entry on the terminal.")
        {
            Name, All, Inverted, Yes,
        };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var name = NameArgument.Of(parsed, Name);
        if ((name.Length == 0) != parsed.GetValue(All))
            throw new StopException(ExitCode.Usage, "Of which entry? Give a NAME, or say --all.");
        using var access = VaultAccess.Of(around, parsed);
        var entries = access.Read().Entries;
        return parsed.GetValue(All)
            ? DrawAll(around, parsed, [.. entries.Select(kept => kept.Entry.Otp)])
            : DrawOne(around, parsed, NameArgument.One(around, entries, name).Entry.Otp);
    }

    private static ExitCode DrawOne(Surroundings around, ParseResult parsed, OtpAuthUri otp)
    {
        YesOption.Require(around, parsed, Yes,
            $"Whoever sees or photographs this can make the codes of {Display.Name(otp)}. Draw it?");
        if (HalfBlocks.Squares(otp.Format()) is not { } squares)
            throw new StopException(ExitCode.Failed, "This is too long for a QR code. Use the address: show --reveal.");
        if (Columns(around) < HalfBlocks.Width(squares)) throw TooNarrow(around, squares);
        Draw(around, squares, parsed.GetValue(Inverted));
        around.Error.WriteLine(Display.Name(otp));
        if (otp.Kind is OtpKind.Hotp)
            around.Warn("two apps with one counter get out of step. Use only one of them from now on.");
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
            if (i + 1 < pictures.Count && around.OutIsTerminal && around.Questions.CanAsk)
                around.Questions.Ask("Enter for the next one", "");
        }
        foreach (var (name, why) in leftOut) around.Error.WriteLine($"left out       {name}\n               {why}");
        return leftOut.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>
    /// Puts as many entries into each picture as the terminal has room for. An entry that is too long for any picture
    /// is left out and does not stop the others.
    /// </summary>
    private static (IReadOnlyList<bool[][]> Pictures, IReadOnlyList<(string Name, string Why)> LeftOut) Pictures(
        Surroundings around, IReadOnlyList<OtpAuthUri> uris)
    {
        var (room, batch) = (Columns(around), Export.BatchId());
        var first = MigrationPayload.Format(uris, batch);
        List<(string, string)> leftOut =
            [.. first.LeftOut.Select(left => (Display.Name(left.Uri), left.Why.Message()))];
        var obstructed = first.LeftOut.Select(left => left.Uri).ToHashSet(ReferenceEqualityComparer.Instance);
        List<OtpAuthUri> carried = [.. uris.Where(uri => !obstructed.Contains(uri))];
        for (var entries = MigrationPayload.EntriesAPart; ; entries--)
        {
            List<bool[][]?> pictures = [.. MigrationPayload.Format(carried, batch, entries).Uris
                .Select(HalfBlocks.Squares)];
            if (pictures.TrueForAll(squares => squares is not null && HalfBlocks.Width(squares) <= room))
                return (pictures!, leftOut);
            if (entries > 1) continue;
            if (pictures.TrueForAll(squares => squares is not null))
                throw TooNarrow(around, pictures.MaxBy(squares => HalfBlocks.Width(squares!))!);
            // Each picture now holds one entry, so the missing pictures name the entries that are too long. The other
            // entries start again.
            leftOut.AddRange(carried.Where((_, at) => pictures[at] is null)
                .Select(uri => (Display.Name(uri), "Its key and names are too long for a QR code.")));
            carried = [.. carried.Where((_, at) => pictures[at] is not null)];
            entries = MigrationPayload.EntriesAPart + 1;
        }
    }

    /// <summary>Width of the terminal. Unlimited if a program reads the output.</summary>
    private static int Columns(Surroundings around) =>
        around.OutIsTerminal && Console.WindowWidth is > 0 and var columns ? columns : int.MaxValue;

    private static StopException TooNarrow(Surroundings around, bool[][] squares) =>
        new(ExitCode.Failed,
            $"The QR code needs {HalfBlocks.Width(squares)} columns, and the terminal has {Columns(around)}. "
                + "Make the window wider or its letters smaller.");

    private static void Draw(Surroundings around, bool[][] squares, bool inverted)
    {
        var colours = around.OutIsTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        around.Out.Write(HalfBlocks.Draw(squares, colours, inverted));
    }
}
