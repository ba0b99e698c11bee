using System.Text.Json.Serialization;

namespace Sparekey.Core.Identity;

[JsonConverter(typeof(WireNameConverter<DocumentKind>))]
public enum DocumentKind { Passport, IdentityCard, DrivingLicence, ResidencePermit }

/// <summary>One picture of a verification.</summary>
[JsonConverter(typeof(WireNameConverter<PictureSlot>))]
public enum PictureSlot
{
    Front,
    Back,

    /// <summary>The holder's face, with the hand-written <see cref="SelfieCode"/>.</summary>
    Selfie,
}

/// <summary>Which kinds of document are accepted from which country, and which pictures each kind needs.</summary>
/// <remarks>
/// Every kind is offered for every country, with few exceptions. To offer a kind that a country does not issue costs
/// the holder nothing; to hide a kind that the holder has locks the holder out; and the reviewer judges the document
/// anyway. The exceptions are common knowledge, not a register of documents.
/// </remarks>
public static class DocumentKinds
{
    private static readonly IReadOnlyList<DocumentKind> Every = [DocumentKind.Passport, DocumentKind.IdentityCard,
        DocumentKind.DrivingLicence, DocumentKind.ResidencePermit];
    private static readonly IReadOnlyList<DocumentKind> NoIdentityCard = [DocumentKind.Passport,
        DocumentKind.DrivingLicence, DocumentKind.ResidencePermit];
    private static readonly IReadOnlyList<DocumentKind> PassportOnly = [DocumentKind.Passport];

    // Countries that issue no national identity card to citizens at the time of writing. Norway (since 2020), Iceland
    // (since 2024) and Japan (My Number card) issue one.
    private static readonly HashSet<string> WithoutIdentityCard = new(StringComparer.Ordinal)
    {
        "AU", "CA", "DK", "FO", "GB", "GG", "GL", "IE", "IM", "JE", "NZ", "US",
    };

    // Territories without residents: no administration there issues cards or licences.
    private static readonly HashSet<string> WithoutAdministration = new(StringComparer.Ordinal)
    {
        "AQ", "BV", "GS", "HM", "IO", "TF", "UM",
    };

    /// <summary>The kinds that are accepted from a country, best known first; empty for an unknown country.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, upper case.</param>
    public static IReadOnlyList<DocumentKind> For(string country)
    {
        if (!Countries.Exists(country)) return [];
        if (WithoutAdministration.Contains(country)) return PassportOnly;
        return WithoutIdentityCard.Contains(country) ? NoIdentityCard : Every;
    }

    /// <summary>The sides of a document to be pictured: the data page of a passport, both sides of a card.</summary>
    public static IReadOnlyList<PictureSlot> Sides(DocumentKind kind) =>
        kind == DocumentKind.Passport ? [PictureSlot.Front] : [PictureSlot.Front, PictureSlot.Back];

    /// <summary>Every picture that a verification with this kind needs.</summary>
    public static IReadOnlyList<PictureSlot> Pictures(DocumentKind kind) => [.. Sides(kind), PictureSlot.Selfie];
}
