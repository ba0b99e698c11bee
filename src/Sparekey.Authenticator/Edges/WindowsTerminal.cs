using System.Text;
using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Edges;

/// <summary>The console window. Questions go to standard error, so that they never mix with piped output.</summary>
internal sealed class WindowsTerminal : ITerminal
{
    private WindowsTerminal() { }

    /// <summary>Null if standard input is not the console.</summary>
    public static WindowsTerminal? Open() => Console.IsInputRedirected ? null : new WindowsTerminal();

    public void Say(string line) => Console.Error.WriteLine(line);

    public string? Ask(string question, bool shown)
    {
        Console.Error.Write(question);
        if (shown) return Console.ReadLine();
        var line = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key is ConsoleKey.Enter) break;
            if (key.Key is ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar >= ' ') line.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return line.ToString();
    }
}
