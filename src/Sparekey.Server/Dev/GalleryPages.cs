using Sparekey.Edges.Web;

namespace Sparekey.Server.Dev;

/// <summary>The gallery of components, for people who change them.</summary>
public static class GalleryPages
{
    public static IResult Show(string? show, TimeProvider clock) =>
        Page.Show(new Gallery { Show = show, Now = clock.GetUtcNow() });
}
