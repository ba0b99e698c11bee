namespace Sparekey.Authenticator.Terminal;

/// <summary>Speaks with the person at the keyboard, even if standard input and output are redirected.</summary>
internal interface ITerminal
{
    /// <summary>Prints a question and reads one line.</summary>
    /// <param name="question">Ends with a space.</param>
    /// <param name="shown">False for passwords and keys: the typed text does not appear.</param>
    /// <returns>The line without its end; null if the person ended the input.</returns>
    string? Ask(string question, bool shown);

    /// <summary>Prints a line that belongs to a question, not to the output.</summary>
    void Say(string line);
}
