using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Terminal;

/// <summary>
/// Asks people questions. If there is no terminal, the verb ends with a message that names the option which makes the
/// question unnecessary.
/// </summary>
internal sealed class Questions(Func<ITerminal?> open)
{
    private ITerminal? terminal;

    /// <summary>Whether there is a terminal to ask at.</summary>
    public bool CanAsk => (terminal ??= open()) is not null;

    /// <param name="question">Without the colon.</param>
    /// <param name="otherwise">A sentence: what to do if there is no terminal.</param>
    public string Ask(string question, string otherwise) => Line(question + ": ", shown: true, otherwise);

    /// <summary>As <see cref="Ask"/>, but the typed text does not appear.</summary>
    public string AskQuietly(string question, string otherwise) => Line(question + ": ", shown: false, otherwise);

    /// <returns>True for y or yes, in any case.</returns>
    public bool Confirm(string question, string otherwise) =>
        Line(question + " [y/N] ", shown: true, otherwise).Trim().ToLowerInvariant() is "y" or "yes";

    /// <summary>Asks for a new password until the person has typed the same password twice.</summary>
    public string AskNewPassword(string question, string otherwise)
    {
        while (true)
        {
            var first = AskQuietly(question, otherwise);
            if (first.Length == 0)
            {
                terminal!.Say("An empty password protects nothing.");
                continue;
            }
            if (AskQuietly("The same again", otherwise) == first) return first;
            terminal!.Say("The two differ. Once more:");
        }
    }

    private string Line(string question, bool shown, string otherwise)
    {
        if (!CanAsk) throw new StopException(ExitCode.Usage, $"There is no terminal to ask at. {otherwise}");
        return terminal!.Ask(question, shown)
            ?? throw new StopException(ExitCode.Failed, "The question was not answered. Nothing was changed.");
    }
}
