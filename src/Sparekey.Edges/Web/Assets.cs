using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Edges.Web;

/// <summary>
/// Style sheets, scripts and pictures of the pages. They are embedded in the binary. Their addresses contain a hash, so
/// browsers may cache them for a year.
/// </summary>
/// <remarks>
/// One hash covers all assets, so that scripts can import each other by relative addresses and never mix two releases.
/// </remarks>
public static class Assets
{
    private const string Folder = "assets/";

    private static readonly Dictionary<string, byte[]> Files = Embedded.Files(Folder);

    /// <summary>First 8 hexadecimal digits of a SHA-256 of all names and contents, in the order of names.</summary>
    public static string Release { get; } = Hash(Files);

    /// <summary>Path of an asset.</summary>
    /// <exception cref="ArgumentException">There is no such asset.</exception>
    public static string Link(string name) => Files.ContainsKey(name)
        ? $"/assets/{Release}/{name}"
        : throw new ArgumentException($"There is no asset named '{name}'.", nameof(name));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/assets/{release}/{name}", [HttpMethods.Get, HttpMethods.Head], Handle)
            .ExcludeFromDescription().ForAsset();

    private static async Task Handle(HttpContext context, string release, string name)
    {
        if (!Files.TryGetValue(name, out var content))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // During a rolling update, a page of one release may request an asset from a node of another release. The
        // response is the node's own asset, which the browser must not cache.
        context.Response.Headers.CacheControl = release == Release ? "public, max-age=31536000, immutable" : "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = ContentType(name);
        context.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        _ => "application/octet-stream",
    };

    private static string Hash(Dictionary<string, byte[]> files)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"{name}:{content.Length}\n"));
            sha.AppendData(content);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset())[..8];
    }
}
