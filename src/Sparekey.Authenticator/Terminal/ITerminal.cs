namespace Sparekey.Authenticator.Terminal;

/// <summary>The person at the keyboard, wherever standard input and output lead.</summary>
internal interface ITerminal
{
    /// <summary>Prints a question and reads one line.</summary>
    /// <param name="question">Ends with a space.</param>
    /// <param name="shown">False for passwords and keys: what is typed does not appear.</param>
    /// <returns>Without the end of the line; null when the person ended the input.</returns>
    string? Ask(string question, bool shown);

    /// <summary>Prints a line that belongs to a question and to no output.</summary>
    void Say(string line);
}
