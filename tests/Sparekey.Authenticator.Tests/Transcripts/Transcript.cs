using System.Text;
using System.Text.RegularExpressions;

namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>A session at a terminal, written as text that people can read too.</summary>
/// <remarks>
/// A line begins with <c># </c> for a comment, <c>$ </c> for a command that the shell runs on a terminal, <c>&lt; </c>
/// for input to the question in the line above, or <c>? </c> for the exit code, which is 0 if not given. All other
/// lines are the expected output. In output, … stands for any text, and alone in a line for any lines.
/// </remarks>
internal sealed record Transcript(string Name, IReadOnlyList<Transcript.Step> Steps)
{
    public sealed record Step(string Command, IReadOnlyList<Line> Lines, int Code);

    /// <param name="Typed">True for input, false for expected output.</param>
    public sealed record Line(string Text, bool Typed);

    public static Transcript Read(string file)
    {
        List<Step> steps = [];
        List<Line> lines = [];
        foreach (var text in File.ReadLines(file))
        {
            if (text.StartsWith("$ ", StringComparison.Ordinal)) steps.Add(new Step(text[2..], lines = [], 0));
            else if (text.StartsWith("# ", StringComparison.Ordinal) || (text.Length == 0 && steps.Count == 0))
                continue;
            else if (text.StartsWith("? ", StringComparison.Ordinal))
                steps[^1] = steps[^1] with { Code = int.Parse(text[2..]) };
            else if (text == "<" || text.StartsWith("< ", StringComparison.Ordinal))
                lines.Add(new Line(text.Length > 1 ? text[2..] : "", true));
            else lines.Add(new Line(text, false));
        }
        foreach (var step in steps)   // blank lines between commands are for the reader
        {
            var shown = (List<Line>)step.Lines;
            while (shown.Count > 0 && shown[^1] is { Text: "", Typed: false }) shown.RemoveAt(shown.Count - 1);
        }
        return new Transcript(Path.GetFileNameWithoutExtension(file), steps);
    }

    public static async Task Play(Step step, Machine machine)
    {
        using var screen = new Screen(machine, step.Command);
        var from = -1;
        for (var i = 0; i < step.Lines.Count; i++)
        {
            if (!step.Lines[i].Typed) continue;
            var (question, typed) = (step.Lines[i - 1].Text, step.Lines[i].Text);
            // If the terminal shows the input, the line above ends with the input too.
            if (typed.Length > 0 && question.EndsWith(' ' + typed, StringComparison.Ordinal))
                question = question[..^typed.Length];
            await screen.WaitFor(question, from);
            from = screen.Text.Length;
            await screen.Type(typed + "\n");
        }
        var code = await screen.End();
        var shown = string.Join('\n', screen.Text.Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
        var expected = step.Lines.Where(line => !line.Typed).Select(line => line.Text.TrimEnd()).ToList();
        Assert.True(Pattern(expected).IsMatch(shown),
            $"$ {step.Command}\nexpected:\n{string.Join('\n', expected)}\n\nshown:\n{shown}\n? {code}");
        Assert.True(step.Code == code,
            $"$ {step.Command}\nended with {code} instead of {step.Code}. It showed:\n{shown}");
    }

    private static Regex Pattern(List<string> lines)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < lines.Count; i++)
        {
            var isLast = i == lines.Count - 1;
            if (lines[i] == "…") pattern.Append(isLast ? @"[\s\S]*" : @"(?:.*\n)*?");
            else pattern.Append(Regex.Escape(lines[i]).Replace("…", ".*")).Append(isLast ? "" : "\n");
        }
        return new Regex(pattern.Append(@"\z").ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
