namespace Sparekey.Edges.Documents;

/// <summary>Checks uploaded pictures by their content alone, and removes their metadata.</summary>
/// <remarks>
/// The whole structure is checked, but pixels are not decoded: no size from a header determines an allocation, and no
/// codec reads the bytes.
/// </remarks>
public static class Picture
{
    /// <summary>In bytes: 10 MiB. A phone's picture of a document has 2 to 8 MiB.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    /// <summary>A browser needs 160 MB for a decoded picture of this size.</summary>
    public const int MaximumPixels = 40_000_000;

    /// <summary>Pixels of the shorter side. Print on a document is illegible in smaller pictures.</summary>
    public const int MinimumSide = 200;

    public const string TooLarge = "too_large";
    public const string TooManyPixels = "too_many_pixels";
    public const string TooSmall = "too_small";
    public const string UnknownKind = "unknown_kind";

    /// <summary>The file ends before the end of the picture.</summary>
    public const string Truncated = "truncated";

    /// <summary>The file violates its format, is animated, or is of a variant that browsers do not show.</summary>
    public const string Malformed = "malformed";

    public static PictureVerdict Inspect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaximumBytes) return new PictureVerdict.Refused(TooLarge);
        var verdict = Walk(bytes, kept: null);
        if (verdict is not PictureVerdict.Accepted picture) return verdict;
        if ((long)picture.Width * picture.Height > MaximumPixels) return new PictureVerdict.Refused(TooManyPixels);
        if (Math.Min(picture.Width, picture.Height) < MinimumSide) return new PictureVerdict.Refused(TooSmall);
        return picture;
    }

    /// <summary>
    /// The same pixels without EXIF, XMP, colour profiles, thumbnails, comments and any bytes after the end of the
    /// picture. A JPEG keeps its orientation.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="Inspect"/> refuses these bytes.</exception>
    public static byte[] WithoutMetadata(ReadOnlySpan<byte> bytes)
    {
        if (Inspect(bytes) is not PictureVerdict.Accepted)
            throw new ArgumentException("Only an accepted picture can be freed of its metadata.", nameof(bytes));
        using var kept = new MemoryStream(bytes.Length);
        Walk(bytes, kept);
        return kept.ToArray();
    }

    private static PictureVerdict Walk(ReadOnlySpan<byte> bytes, MemoryStream? kept)
    {
        if (Jpeg.Begins(bytes)) return Jpeg.Walk(bytes, kept);
        if (Png.Begins(bytes)) return Png.Walk(bytes, kept);
        if (WebP.Begins(bytes)) return WebP.Walk(bytes, kept);
        return new PictureVerdict.Refused(UnknownKind);
    }
}
