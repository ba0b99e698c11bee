using System.Text;

namespace Sparekey.Core.Identity;

/// <summary>What a reviewer read from an accepted document: what a later reset is compared with.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class IdentityRecord
{
    /// <summary>As printed on the document, 1 to 200 characters.</summary>
    public required string FullName { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>Issuing country, ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>
    /// Keyed hash of <see cref="DocumentNumber.Normalize"/>, made by the server; the number itself is not kept.
    /// </summary>
    public required string DocumentNumberHash { get; init; }

    /// <summary>
    /// As printed; null where none is. A later document of the same person has another number once this has passed.
    /// </summary>
    public DateOnly? ExpiresOn { get; init; }

    public override string ToString() => "IdentityRecord(…)";
}

/// <summary>A document number, in the form in which two spellings of it are equal.</summary>
public static class DocumentNumber
{
    /// <summary>
    /// Capitals and digits only: spaces, hyphens, dots, slashes and the fillers of machine-readable zones (ICAO 9303)
    /// fall away.
    /// </summary>
    /// <returns>1 to 40 letters and digits, or null where nothing usable is left.</returns>
    public static string? Normalize(string? text)
    {
        if (text is null || text.Length > 100) return null;
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
            if (char.IsLetterOrDigit(c)) kept.Append(c);
            else if (!(char.IsWhiteSpace(c) || c is '-' or '.' or '/' or '<' or '\u2010' or '\u2011')) return null;
        return kept.Length is >= 1 and <= 40 ? kept.ToString() : null;
    }
}
