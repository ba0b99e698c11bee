using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Formats;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Codes as they change, each with a bar that runs out.</summary>
internal static class LiveCodes
{
    private const int BarWidth = 20;

    /// <summary>When a code is about to change there is hardly time to type it: the bar turns yellow.</summary>
    private const int FewSeconds = 5;

    private const string ShowCursor = "\e[?25h";

    /// <param name="entries">By the clock, one or more.</param>
    /// <param name="clock">Read anew for every picture.</param>
    /// <param name="limit">Null: until <paramref name="end"/>.</param>
    /// <param name="end">The ordinary end. The codes do not stay on the screen.</param>
    public static void Show(IReadOnlyList<Entry> entries, TimeProvider clock, TimeSpan? limit, CancellationToken end)
    {
        var began = clock.GetTimestamp();
        using var cursor = Interruption.Undo(() => Console.Out.Write(ShowCursor));
        AnsiConsole.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis).Start(live =>
        {
            while (!end.IsCancellationRequested && (limit is null || clock.GetElapsedTime(began) < limit))
            {
                var now = clock.GetUtcNow();
                live.UpdateTarget(Picture(entries, now));
                // Pictures come with the full second, which is when codes change.
                end.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1000 - now.Millisecond));
            }
        });
    }

    private static Grid Picture(IReadOnlyList<Entry> entries, DateTimeOffset now)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap().RightAligned());
        foreach (var entry in entries)
        {
            var left = CodeAt.SecondsLeft(entry.Otp, now);
            grid.AddRow(
                new Text(Shown.Name(entry.Otp)),
                new Text(Shown.Spaced(CodeAt.Compute(entry.Otp, now), entry.Otp.Kind), new Style(decoration: Decoration.Bold)),
                Bar(left, CodeAt.Period(entry.Otp)),
                new Text($"{left} s"));
        }
        return grid;
    }

    private static Paragraph Bar(int left, int period)
    {
        var full = Math.Max(1, (int)((long)left * BarWidth / period));
        return new Paragraph()
            .Append(new string('━', full), new Style(left <= FewSeconds ? Color.Yellow : Color.Green))
            .Append(new string('─', BarWidth - full), new Style(decoration: Decoration.Dim));
    }
}
