using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Standard input, which can be read for one purpose only.</summary>
/// <param name="source">Opened when it is needed.</param>
/// <param name="isTerminal">Then nothing is read from it: questions are asked with <see cref="Questions"/>.</param>
internal sealed class StandardInput(Func<Stream> source, bool isTerminal)
{
    /// <summary>On the command line, a file of this name is standard input.</summary>
    public const string Name = "-";

    private string? takenFor;

    public bool IsTerminal => isTerminal;

    public bool IsTaken => takenFor is not null;

    /// <summary>Everything up to its end, or up to one byte more than is ever read.</summary>
    /// <param name="what">For the sentence that two want it.</param>
    public byte[] ReadAll(string what)
    {
        if (takenFor is not null)
            throw new StopException(ExitCode.Usage,
                $"Standard input cannot be both {takenFor} and {what}. Put one of them into a file.");
        takenFor = what;
        using var stream = source();
        return InputFile.Read(stream);
    }

    /// <summary>The first line, without its end.</summary>
    public string ReadLine(string what) => InputFile.FirstLine(ReadAll(what));
}
