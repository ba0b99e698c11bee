using Sparekey.Core.Identity;

namespace Sparekey.Server.Identity;

/// <summary>Documents and pictures as people name them.</summary>
internal static class PlainWords
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.Passport => "Passport",
        DocumentKind.IdentityCard => "Identity card",
        DocumentKind.DrivingLicence => "Driving licence",
        DocumentKind.ResidencePermit => "Residence permit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Hint(DocumentKind kind) => kind == DocumentKind.Passport
        ? "One picture: the page with your photo"
        : "Two pictures: front and back";

    /// <summary>What the picture of a slot shows, as a heading.</summary>
    public static string Of(PictureSlot slot, DocumentKind kind) => (slot, kind) switch
    {
        (PictureSlot.Front, DocumentKind.Passport) => "Page with your photo",
        (PictureSlot.Front, _) => "Front side",
        (PictureSlot.Back, _) => "Back side",
        (PictureSlot.Selfie, _) => "You, with the code",
        _ => throw new ArgumentOutOfRangeException(nameof(slot)),
    };

    public static string Country(string code) => Countries.Find(code)?.Name ?? code;
}
