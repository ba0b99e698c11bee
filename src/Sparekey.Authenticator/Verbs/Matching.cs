using System.Globalization;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Verbs;

/// <summary>Finds the entry that a person means by a few letters.</summary>
internal static class Matching
{
    /// <summary>Kinds of match, best first. Only the best kind that matches any entry counts.</summary>
    public enum Fit
    {
        /// <summary>
        /// The text is the issuer, the account, or both as <c>Issuer: account</c>, <c>Issuer:account</c> or
        /// <c>Issuer account</c>; or the text is the number that <c>list</c> shows.
        /// </summary>
        Exact,

        /// <summary>The issuer, the account, or both together begin with the text.</summary>
        Beginning,

        /// <summary>Every word of the text occurs in the issuer or the account.</summary>
        Words,

        /// <summary>The letters occur in this order: <c>ghal</c> matches GitHub: alice.</summary>
        Letters,
    }

    /// <returns>Positions in the list, from 0, and the kind of match. Empty if nothing matches.</returns>
    /// <remarks>Case, accents and width are ignored, because nobody remembers how a site spells its name.</remarks>
    public static (Fit Fit, IReadOnlyList<int> Places) Find(IReadOnlyList<Entry> entries, string name)
    {
        var wanted = Squeeze(name);
        if (wanted.Length == 0) return (Fit.Letters, []);
        foreach (var fit in Enum.GetValues<Fit>())
        {
            List<int> places = [];
            for (var i = 0; i < entries.Count; i++)
            {
                if (Fits(entries[i], wanted, fit)) places.Add(i);
            }
            if (places.Count > 0) return (fit, places);
            // A number selects an entry by its position only if no entry has the number as its name.
            if (fit is Fit.Exact
                && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
                && number <= entries.Count)
                return (fit, [number - 1]);
        }
        return (Fit.Letters, []);
    }

    /// <summary>
    /// For searching a list: whether every word of <paramref name="text"/> occurs in issuer, account, note or groups.
    /// </summary>
    public static bool Contains(Entry entry, string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(word => entry.Groups.Append(entry.Otp.Issuer)
                .Append(entry.Otp.Account)
                .Append(entry.Note)
                .Any(field => Has(field, word)));

    private static bool Fits(Entry entry, string wanted, Fit fit)
    {
        var (issuer, account) = (Squeeze(entry.Otp.Issuer), Squeeze(entry.Otp.Account));
        return fit switch
        {
            Fit.Exact => Same(issuer, wanted) || Same(account, wanted) || Same($"{issuer}: {account}", wanted)
                || Same($"{issuer}:{account}", wanted) || Same($"{issuer} {account}", wanted),
            Fit.Beginning => Begins(issuer, wanted) || Begins(account, wanted) || Begins($"{issuer}: {account}", wanted)
                || Begins($"{issuer}:{account}", wanted) || Begins($"{issuer} {account}", wanted),
            Fit.Words => wanted.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries)
                .All(word => Has(issuer, word) || Has(account, word)),
            _ => HasLetters($"{issuer} {account}", wanted),
        };
    }

    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace
        | CompareOptions.IgnoreWidth | CompareOptions.IgnoreKanaType;

    private static CompareInfo Text => CultureInfo.InvariantCulture.CompareInfo;

    private static bool Same(string a, string b) => a.Length > 0 && Text.Compare(a, b, Loosely) == 0;

    private static bool Begins(string text, string beginning) =>
        text.Length > 0 && Text.IsPrefix(text, beginning, Loosely);

    private static bool Has(string text, string part) => Text.IndexOf(text, part, Loosely) >= 0;

    private static bool HasLetters(string text, string letters)
    {
        var at = 0;
        foreach (var letter in letters.EnumerateRunes())
        {
            if (letter.Value == ' ') continue;
            var found = Text.IndexOf(text, letter.ToString(), at, Loosely);
            if (found < 0) return false;
            at = Math.Min(found + 1, text.Length);
        }
        return true;
    }

    private static string Squeeze(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
