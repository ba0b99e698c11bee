using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sparekey.Core.Text;

/// <summary>Normalization form C (UAX #15): two spellings of one text become one.</summary>
/// <remarks>
/// Our own, because the server runs with invariant globalization, where <see cref="string.Normalize()"/> returns its input unchanged and says
/// nothing. The table is Unicode 14.0 and stays: what was hashed under it must hash the same for ever, and the stability policy of Unicode keeps
/// every assigned character as it is. Later characters pass through unchanged.
/// </remarks>
public static class Nfc
{
    // UAX #15, "Hangul syllable composition": these are computed, not listed.
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    private static readonly Table Known = Table.Load();

    /// <returns>The same instance where nothing below U+0300 can change, which is nearly always. Unpaired surrogates stay as they are.</returns>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\uFFFF')) return text;
        var points = new List<int>(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            Decompose(pair ? char.ConvertToUtf32(text[i], text[++i]) : text[i], points);
        }
        Order(points);
        return Compose(points);
    }

    private static void Decompose(int point, List<int> into)
    {
        var syllable = point - SBase;
        if (syllable is >= 0 and < SCount)
        {
            into.Add(LBase + syllable / (VCount * TCount));
            into.Add(VBase + syllable % (VCount * TCount) / TCount);
            if (syllable % TCount != 0) into.Add(TBase + syllable % TCount);
        }
        else if (Known.Parts.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0) Decompose(parts.Second, into);
        }
        else into.Add(point);
    }

    /// <summary>Sorts each run of marks by combining class, keeping the order of equals.</summary>
    private static void Order(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (Class(points[start]) == 0) continue;
            var end = start;
            while (end < points.Count && Class(points[end]) != 0) end++;
            // A stable sort, not an insertion sort: a long run of marks must not cost its square.
            var run = points.GetRange(start, end - start).OrderBy(Class).ToList();
            for (var i = 0; i < run.Count; i++) points[start + i] = run[i];
            start = end;
        }
    }

    private static string Compose(List<int> points)
    {
        var composed = new List<int>(points.Count);
        var starter = -1;
        var last = 0;
        foreach (var point in points)
        {
            var rank = Class(point);
            var reachable = starter >= 0 && (composed.Count - 1 == starter || (last != 0 && last < rank));
            if (reachable && Pair(composed[starter], point) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }
            if (rank == 0) starter = composed.Count;
            last = rank;
            composed.Add(point);
        }
        var text = new StringBuilder(composed.Count);
        foreach (var point in composed)
            if (point is > 0xFFFF) text.Append(char.ConvertFromUtf32(point));
            else text.Append((char)point);
        return text.ToString();
    }

    private static int? Pair(int first, int second)
    {
        if (first - LBase is >= 0 and < LCount && second - VBase is >= 0 and < VCount)
            return SBase + ((first - LBase) * VCount + (second - VBase)) * TCount;
        if (first - SBase is >= 0 and < SCount && (first - SBase) % TCount == 0 && second - TBase is > 0 and < TCount)
            return first + (second - TBase);
        return Known.Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int Class(int point) => Known.Classes.GetValueOrDefault(point);

    private sealed record Table(
        FrozenDictionary<int, (int First, int Second)> Parts,
        FrozenDictionary<(int First, int Second), int> Wholes,
        FrozenDictionary<int, byte> Classes)
    {
        internal static Table Load()
        {
            var parts = new Dictionary<int, (int, int)>();
            var wholes = new Dictionary<(int, int), int>();
            var classes = new Dictionary<int, byte>();
            using var reader = new StreamReader(typeof(Nfc).Assembly.GetManifestResourceStream("nfc-unicode-14.txt")!);
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('#')) continue;
                var words = line.TrimStart('!', '=').Split(' ');
                if (line.StartsWith('='))
                {
                    var range = words[0].Split('-');
                    for (var point = Hex(range[0]); point <= Hex(range[1]); point++) classes[point] = byte.Parse(words[1], CultureInfo.InvariantCulture);
                    continue;
                }
                var pair = (Hex(words[1]), words.Length > 2 ? Hex(words[2]) : 0);
                parts[Hex(words[0])] = pair;
                if (!line.StartsWith('!')) wholes[pair] = Hex(words[0]);
            }
            return new Table(parts.ToFrozenDictionary(), wholes.ToFrozenDictionary(), classes.ToFrozenDictionary());
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
