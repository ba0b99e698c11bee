using System.CommandLine;
using System.Globalization;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// Options whose value is a number, a time, or one of a few words. Error messages name the bounds and the words, not
/// the type names of the parser.
/// </summary>
internal static class Figures
{
    /// <param name="name">With its hyphens.</param>
    /// <param name="description">For the help.</param>
    /// <param name="from">Smallest allowed value.</param>
    /// <param name="to">Largest allowed value.</param>
    public static Option<int?> Number(string name, string description, int from, int to) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value >= from && value <= to)
                return value;
            result.AddError($"{name} takes a whole number from {from} to {to}");
            return null;
        },
    };

    public static Option<ulong?> Counter(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return value;
            result.AddError($"{name} takes a whole number from 0 to {ulong.MaxValue}");
            return null;
        },
    };

    /// <summary>An option that takes one of a few words. Its value is null if the option was not given.</summary>
    public static Option<T?> Choice<T>(string name, string description, params (string Word, T Value)[] words)
        where T : struct => new(name)
    {
        Description = $"{description} One of {string.Join(", ", words.Select(w => w.Word))}.",
        HelpName = "WORD",
        CustomParser = result =>
        {
            foreach (var (word, value) in words)
            {
                if (word.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) return value;
            }
            result.AddError($"{name} takes one of {string.Join(", ", words.Select(w => w.Word))}");
            return null;
        },
    };

    /// <summary>
    /// An option that takes a time: seconds since 1970, or date and time as in ISO 8601. Without a zone, the time is
    /// local.
    /// </summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"],
                    CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
                && moment >= DateTimeOffset.UnixEpoch)
                return moment;
            result.AddError($"{name} takes seconds since 1970, or a time from then on like 2026-11-22T09:30:00Z");
            return null;
        },
    };
}
