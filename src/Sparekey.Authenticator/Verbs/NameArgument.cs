using System.CommandLine;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// The argument NAME of verbs for one entry: a few letters, several words without quotes, or the number of the entry
/// in <c>list</c>.
/// </summary>
internal static class NameArgument
{
    public static Argument<string[]> Make(ArgumentArity arity) => new("NAME")
    {
        Description = "Part of the issuer or account, or the number that list shows.",
        Arity = arity,
    };

    /// <summary>The words as one text; empty if there are none.</summary>
    public static string Of(ParseResult parsed, Argument<string[]> argument)
    {
        var words = parsed.GetValue(argument) ?? [];
        CommandLine.RefuseOptions(parsed, words);
        return string.Join(' ', words);
    }

    /// <summary>
    /// Finds the one matching entry. If there are several, they are listed; then, and if there is none, the verb ends.
    /// </summary>
    /// <param name="exactly">Requires an exact match: for changes that cannot be undone and are not confirmed.</param>
    public static AegisEntry One(Surroundings around, IReadOnlyList<AegisEntry> entries, string name,
        bool exactly = false)
    {
        if (entries.Count == 0)
            throw new StopException(ExitCode.NotOne,
                $"The vault is empty. Put the first key into it with {CommandLine.Program} add.");
        var (fit, places) = Matching.Find([.. entries.Select(kept => kept.Entry)], name);
        if (places.Count == 0)
            throw new StopException(ExitCode.NotOne,
                $"Nothing has this name. {CommandLine.Program} list shows all names.");
        if (places.Count == 1 && (!exactly || fit is Matching.Fit.Exact)) return entries[places[0]];
        foreach (var place in places)
            around.Error.WriteLine($"{place + 1,5}  {Display.Name(entries[place].Entry.Otp)}");
        throw new StopException(ExitCode.NotOne, places.Count == 1
            ? "This is the only one with such a name. Without a question to answer, "
                + "give its name in full or its number."
            : $"{places.Count} have such a name. Give more of it, or the number.");
    }
}
