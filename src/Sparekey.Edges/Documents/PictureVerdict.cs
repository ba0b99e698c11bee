namespace Sparekey.Edges.Documents;

public enum PictureKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>Result of the check of an uploaded file.</summary>
public abstract record PictureVerdict
{
    private PictureVerdict() { }

    /// <summary>Sizes in pixels as stored, before the orientation is applied.</summary>
    public sealed record Accepted(PictureKind Kind, int Width, int Height) : PictureVerdict;

    /// <param name="Reason">One of the constants of <see cref="Picture"/>; on the wire it is the <c>reason</c> of
    /// <c>bad_picture</c>.</param>
    public sealed record Refused(string Reason) : PictureVerdict;
}
