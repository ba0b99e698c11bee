using System.Text;

namespace Sparekey.Core.Identity;

/// <summary>
/// What a reviewer read from an accepted document. Reviewers of a later reset compare new evidence with it.
/// </summary>
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
    /// The server's keyed hash of the number in the form of <see cref="DocumentNumber.Normalize"/>. The number itself
    /// is not stored.
    /// </summary>
    public required string DocumentNumberHash { get; init; }

    /// <summary>
    /// As printed; null if none is printed. After this date the person has a document with another number.
    /// </summary>
    public DateOnly? ExpiresOn { get; init; }

    public override string ToString() => "IdentityRecord(…)";
}

/// <summary>The normal form of a document number: two spellings of one number have the same normal form.</summary>
public static class DocumentNumber
{
    /// <summary>
    /// Capitals and digits only. Spaces, hyphens, dots, slashes and the fillers of machine-readable zones (ICAO 9303)
    /// are removed.
    /// </summary>
    /// <returns>1 to 40 letters and digits; null if the text contains other characters or too few or too many of
    /// these.</returns>
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
