namespace Sparekey.Otp;

/// <summary>The parameters of an <c>otpauth:</c> URI, decoded once, names without regard to case.</summary>
internal sealed class OtpAuthQuery
{
    private static readonly HashSet<string> Known = new(
        ["secret", "issuer", "algorithm", "digits", "period", "counter", "encoder", "steam"],
        StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The first known parameter that is said twice and differently, or null. Saying the same twice is harmless:
    /// OTPClient does.
    /// </summary>
    public string? Contradiction { get; private set; }

    public bool HasStrayPercent { get; private set; }

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The value, trimmed; empty when there is none, because <c>digits=</c> says nothing.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    public static OtpAuthQuery Read(ReadOnlySpan<char> text)
    {
        var query = new OtpAuthQuery();
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            var equals = pair.IndexOf('=');
            query.Add(equals < 0 ? pair : pair[..equals], equals < 0 ? default : pair[(equals + 1)..]);
        }
        return query;
    }

    private void Add(ReadOnlySpan<char> rawName, ReadOnlySpan<char> rawValue)
    {
        var ignored = false;   // a stray % in a parameter that nobody reads is nobody's business
        var name = PercentText.Decode(rawName, plusIsSpace: true, ref ignored).Trim();
        // copied out of a page's source
        if (name.StartsWith("amp;", StringComparison.OrdinalIgnoreCase)) name = name[4..];
        if (!Known.Contains(name)) return;
        var stray = false;
        var value = PercentText.Decode(rawValue, plusIsSpace: true, ref stray).Trim();
        HasStrayPercent |= stray;
        var earlier = this[name];
        if (earlier.Length == 0)
            values[name] = value;
        else if (value.Length > 0 && !value.Equals(earlier, StringComparison.OrdinalIgnoreCase))
            Contradiction ??= name.ToLowerInvariant();
    }
}
