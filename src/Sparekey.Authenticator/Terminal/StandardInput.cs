using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Standard input, which can be read for one purpose only.</summary>
/// <param name="source">Opens standard input at the first read.</param>
/// <param name="isTerminal">If true, verbs ask with <see cref="Questions"/> instead of reading standard input.</param>
internal sealed class StandardInput(Func<Stream> source, bool isTerminal)
{
    /// <summary>On the command line, this file name means standard input.</summary>
    public const string Name = "-";

    private string? takenFor;

    public bool IsTerminal => isTerminal;

    public bool IsTaken => takenFor is not null;

    /// <summary>Reads everything, within the limit of <see cref="InputFile"/>.</summary>
    /// <param name="what">The purpose, for the message if standard input is wanted twice.</param>
    public byte[] ReadAll(string what)
    {
        if (takenFor is not null)
            throw new StopException(ExitCode.Usage,
                $"Standard input cannot be both {takenFor} and {what}. Put one of them into a file.");
        takenFor = what;
        using var stream = source();
        return InputFile.Read(stream);
    }

    /// <summary>Reads the first line, without its end.</summary>
    public string ReadLine(string what) => InputFile.FirstLine(ReadAll(what));
}
