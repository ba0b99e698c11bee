using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sparekey.Core.Accounts;

/// <summary>
/// An email address as typed, and in a normal form: two spellings of one mailbox have the same normal form.
/// </summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    /// <summary>
    /// RFC 5321 section 4.5.3.1.3: a path is at most 256 octets, two of which are the angle brackets.
    /// </summary>
    public const int MaximumLength = 254;

    private EmailAddress(string value, string normalized) => (Value, Normalized) = (value, normalized);

    /// <summary>As the person typed it, trimmed: messages go there.</summary>
    public string Value { get; }

    /// <summary>
    /// NFC and lower case. No mail host in use distinguishes local parts by case. Dots and plus signs stay.
    /// </summary>
    public string Normalized { get; }

    /// <summary>First character, then the domain: <c>a•••@example.com</c>.</summary>
    public string Hint
    {
        get
        {
            var at = Value.LastIndexOf('@');
            return $"{Value[..1]}•••{Value[at..]}";
        }
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? email)
    {
        email = null;
        var value = text?.Trim();
        if (value is null || value.Length is < 3 or > MaximumLength) return false;
        var at = value.LastIndexOf('@');
        // RFC 5321 4.5.3.1.1: local part at most 64 octets
        if (at is < 1 or > 64 || at == value.Length - 1) return false;
        // quoted local parts are legal, but nobody uses them
        if (value.AsSpan(0, at).Contains('@')) return false;
        foreach (var c in value)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || "<>()[]\\,;:\"".Contains(c))
                return false;
        var domain = value.AsSpan(at + 1);
        if (!domain.Contains('.') || domain[0] is '.' or '-' || domain[^1] is '.' or '-'
            || domain.Contains("..", StringComparison.Ordinal))
            return false;
        email = new EmailAddress(value, value.Normalize(NormalizationForm.FormC).ToLowerInvariant());
        return true;
    }

    public bool Equals(EmailAddress? other) => other is not null && Normalized == other.Normalized;

    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    public override int GetHashCode() => Normalized.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "EmailAddress(…)";
}
