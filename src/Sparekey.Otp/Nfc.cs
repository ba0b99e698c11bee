using System.Text;

namespace Sparekey.Otp;

/// <summary>Composed form of text: Normalization Form C of Unicode Standard Annex 15, without ICU.</summary>
/// <remarks><see cref="string.Normalize()"/> returns its text unchanged where globalization is invariant, so what is compared or hashed would
/// depend on how a machine is set up. This gives the same answer everywhere.</remarks>
public static class Nfc
{
    // Hangul syllables are numbered so that they can be computed: The Unicode Standard section 3.12.
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    /// <summary>Everything before the first combining mark is composed already.</summary>
    private const char FirstMark = '\u0300';

    private static readonly Dictionary<int, (int First, int Second)> Apart = [];
    private static readonly Dictionary<(int First, int Second), int> Together = [];
    private static readonly Dictionary<int, int> Classes = [];

    static Nfc()
    {
        var pairs = NfcTables.Pairs;
        var apart = NfcTables.OnlyApart;
        var classes = NfcTables.Classes;
        for (var i = 0; i < pairs.Length; i += 3)
        {
            Apart.Add(pairs[i], (pairs[i + 1], pairs[i + 2]));
            Together.Add((pairs[i + 1], pairs[i + 2]), pairs[i]);
        }
        for (var i = 0; i < apart.Length; i += 3) Apart.Add(apart[i], (apart[i + 1], apart[i + 2]));
        for (var i = 0; i < classes.Length; i += 3)
            for (var character = classes[i]; character <= classes[i + 1]; character++) Classes.Add(character, classes[i + 2]);
    }

    /// <summary>The text composed. Characters that look alike but are not canonically equal (full-width letters, ligatures) stay.</summary>
    /// <param name="text">Any; a lone surrogate becomes U+FFFD.</param>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstMark, char.MaxValue)) return text;
        List<int> characters = new(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, characters);
        Order(characters);
        Join(characters);
        var composed = new StringBuilder(text.Length);
        foreach (var character in characters) composed.Append(new Rune(character));
        return composed.ToString();
    }

    private static void Decompose(int character, List<int> into)
    {
        var syllable = character - SBase;
        if (syllable is >= 0 and < SCount)
        {
            into.Add(LBase + syllable / (VCount * TCount));
            into.Add(VBase + syllable / TCount % VCount);
            if (syllable % TCount != 0) into.Add(TBase + syllable % TCount);
        }
        else if (Apart.TryGetValue(character, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0) Decompose(parts.Second, into);
        }
        else
        {
            into.Add(character);
        }
    }

    /// <summary>Sorts each run of marks by class and keeps the order of equals (D109). A long run costs n log n, not n squared: the text may come from anyone.</summary>
    private static void Order(List<int> characters)
    {
        for (var start = 0; start < characters.Count; start++)
        {
            if (ClassOf(characters[start]) == 0) continue;
            var end = start + 1;
            while (end < characters.Count && ClassOf(characters[end]) != 0) end++;
            var run = characters[start..end].OrderBy(ClassOf).ToList();   // OrderBy is stable
            for (var i = 0; i < run.Count; i++) characters[start + i] = run[i];
            start = end;
        }
    }

    /// <summary>Joins each character with the last starter unless something between blocks it (D117).</summary>
    private static void Join(List<int> characters)
    {
        var (starter, kept, lastClass) = (-1, 0, 0);
        foreach (var character in characters.ToArray())
        {
            var its = ClassOf(character);
            var blocked = kept - 1 > starter && (lastClass == 0 || lastClass >= its);
            if (starter >= 0 && !blocked && Pair(characters[starter], character) is { } joined)
            {
                characters[starter] = joined;
                continue;
            }
            if (its == 0) starter = kept;
            lastClass = its;
            characters[kept++] = character;
        }
        characters.RemoveRange(kept, characters.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first - LBase is >= 0 and < LCount and var l && second - VBase is >= 0 and < VCount and var v) return SBase + (l * VCount + v) * TCount;
        if (first - SBase is >= 0 and < SCount and var s && s % TCount == 0 && second - TBase is > 0 and < TCount and var t) return first + t;
        return Together.TryGetValue((first, second), out var joined) ? joined : null;
    }

    private static int ClassOf(int character) => Classes.GetValueOrDefault(character);
}
