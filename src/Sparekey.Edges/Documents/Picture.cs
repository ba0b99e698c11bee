namespace Sparekey.Edges.Documents;

/// <summary>Uploaded pictures: judged by their content alone, and freed of what they tell beside the picture.</summary>
/// <remarks>
/// The structure is walked to its end, the pixels are not decoded: nothing here allocates by what a header claims, and
/// no codec sees the bytes.
/// </remarks>
public static class Picture
{
    /// <summary>Bytes, 10 MiB: a phone's picture of a document has 2 to 8.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    /// <summary>A browser decodes one into 160 MB.</summary>
    public const int MaximumPixels = 40_000_000;

    /// <summary>Pixels on the shorter side. Below that, no print on a document can be read.</summary>
    public const int MinimumSide = 200;

    public const string TooLarge = "too_large";
    public const string TooManyPixels = "too_many_pixels";
    public const string TooSmall = "too_small";
    public const string UnknownKind = "unknown_kind";

    /// <summary>The file ends before the picture does.</summary>
    public const string Truncated = "truncated";

    /// <summary>Not what its format prescribes, or animated, or a variant that browsers do not show.</summary>
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
    /// The same pixels without EXIF, XMP, colour profiles, thumbnails, comments and whatever follows the end of the
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
