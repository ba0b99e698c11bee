namespace Sparekey.Otp;

/// <summary>The parameters of an <c>otpauth:</c> URI, decoded once. Names are case-insensitive.</summary>
internal sealed class OtpAuthQuery
{
    private static readonly HashSet<string> Known = new(
        ["secret", "issuer", "algorithm", "digits", "period", "counter", "encoder", "steam"],
        StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The first known parameter with two different values, or null. A repeated equal value is accepted: OTPClient
    /// writes such URIs.
    /// </summary>
    public string? Contradiction { get; private set; }

    public bool HasStrayPercent { get; private set; }

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>
    /// The trimmed value. Empty when the parameter is missing, because <c>digits=</c> means the same.
    /// </summary>
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
        var ignored = false;   // a stray % in an unknown parameter does not matter
        var name = PercentText.Decode(rawName, plusIsSpace: true, ref ignored).Trim();
        // the URI was copied out of the source of a page
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
