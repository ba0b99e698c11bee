using System.Globalization;
using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Formats;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Shows codes as they change, each with a bar for the remaining time.</summary>
internal static class LiveCodes
{
    private const int BarWidth = 20;

    /// <summary>With so few seconds left, a code is hard to type in time, so the bar turns yellow.</summary>
    private const int FewSeconds = 5;

    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string ClearScreen = "\e[2J\e[H";

    /// <summary>
    /// Columns of a code in groups. The code, the remaining seconds and the gaps are shown even on a narrow terminal.
    /// </summary>
    private const int CodeWidth = 11;
    private const int SecondsWidth = 7;
    private const int Gap = 2;

    /// <summary>Columns in which a name can be recognised. If fewer remain, the bar is left out.</summary>
    private const int NameWidth = 24;

    /// <param name="entries">One or more TOTP or Steam entries.</param>
    /// <param name="clock">Read again for every picture.</param>
    /// <param name="limit">Null: show codes until <paramref name="end"/>.</param>
    /// <param name="end">The ordinary end. The codes are then erased from the screen.</param>
    public static void Show(IReadOnlyList<Entry> entries, TimeProvider clock, TimeSpan? limit, CancellationToken end)
    {
        var began = clock.GetTimestamp();
        using var cursor = Interruption.Undo(() => Control(ShowCursor));
        Control(HideCursor);
        var (lines, size) = (0, (Width: 0, Height: 0));
        while (!end.IsCancellationRequested && (limit is null || clock.GetElapsedTime(began) < limit))
        {
            var (now, before) = (clock.GetUtcNow(), size);
            size = (AnsiConsole.Profile.Width, AnsiConsole.Profile.Height);
            // A terminal that changed its size has moved the old picture, so the whole screen is cleared.
            if (lines > 0) Control(size == before ? Erase(lines) : ClearScreen);
            AnsiConsole.Write(Picture(entries, now, size.Width, size.Height, out lines));
            // The next picture comes at the next full second, because codes change at full seconds.
            end.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1000 - now.Millisecond));
        }
        Control(Erase(lines) + ShowCursor);
    }

    private static string Erase(int lines) => $"\r\e[{lines}A\e[J";

    private static void Control(string sequence)
    {
        if (AnsiConsole.Profile.Capabilities.Ansi) Console.Out.Write(sequence);
    }

    // A picture has at most one line less than the terminal, because the cursor waits in the last line.
    private static Rows Picture(IReadOnlyList<Entry> entries, DateTimeOffset now, int width, int height, out int lines)
    {
        var roomy = width >= NameWidth + CodeWidth + BarWidth + SecondsWidth + 3 * Gap;
        var rest = width - CodeWidth - SecondsWidth - 2 * Gap - (roomy ? BarWidth + Gap : 0);
        var fit = entries.Count < height ? entries.Count : Math.Max(1, height - 2);
        lines = fit == entries.Count ? fit : fit + 1;
        var grid = new Grid();
        foreach (var column in Enumerable.Range(0, roomy ? 4 : 3))
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        grid.Columns[^1].RightAligned().Padding(0, 0, 0, 0);
        foreach (var entry in entries.Take(fit))
        {
            var left = CodeAt.SecondsLeft(entry.Otp, now);
            List<IRenderable> cells =
            [
                new Text(Cut(Display.Name(entry.Otp), Math.Max(1, rest))),
                new Text(Display.Spaced(CodeAt.Compute(entry.Otp, now), entry.Otp.Kind),
                    new Style(decoration: Decoration.Bold)),
                new Text($"{left} s"),
            ];
            if (roomy) cells.Insert(2, Bar(left, CodeAt.Period(entry.Otp)));
            grid.AddRow([.. cells]);
        }
        return fit == entries.Count
            ? new Rows(grid)
            : new Rows(grid, new Text(Cut($"and {entries.Count - fit} more: a NAME shows fewer", width)));
    }

    /// <summary>Cuts a text to a number of columns. Some characters take two columns.</summary>
    private static string Cut(string text, int columns)
    {
        if (text.GetCellWidth() <= columns) return text;
        var cut = "";
        for (var signs = StringInfo.GetTextElementEnumerator(text); signs.MoveNext();)
        {
            var sign = signs.GetTextElement();
            if ((cut + sign).GetCellWidth() > columns - 1) break;
            cut += sign;
        }
        return cut + "…";
    }

    private static Paragraph Bar(int left, int period)
    {
        var full = Math.Max(1, (int)((long)left * BarWidth / period));
        return new Paragraph()
            .Append(new string('━', full), new Style(left <= FewSeconds ? Color.Yellow : Color.Green))
            .Append(new string('─', BarWidth - full), new Style(decoration: Decoration.Dim));
    }
}
