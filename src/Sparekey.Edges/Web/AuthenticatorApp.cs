using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sparekey.Edges.Web;

/// <summary>
/// The authenticator for browsers at <c>/authenticator/</c>. The build of the folder <c>authenticator/</c> is embedded
/// in the binary.
/// </summary>
/// <remarks>Without that build there is no such page, and no link to it.</remarks>
public static class AuthenticatorApp
{
    public const string Home = "/authenticator/";

    private const string Folder = "authenticator/";
    private const string FirstFile = "index.html";
    private const string Brotli = ".br";

    // As for the pages. In addition it allows WebAssembly, which derives keys and reads pictures. No other host is
    // allowed.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
        + "img-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, byte[]> Files = Embedded.Files(Folder);

    private static readonly Dictionary<string, EntityTagHeaderValue> Tags = Files.ToDictionary(file => file.Key,
        file => new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file.Value))[..16]}\""));

    public static bool IsBuilt => Files.ContainsKey(FirstFile);

    public static IResult Show(HttpContext http, string? path)
    {
        var name = string.IsNullOrEmpty(path) ? FirstFile : path;
        if (!Files.ContainsKey(name) || name.EndsWith(Brotli, StringComparison.Ordinal)) return TypedResults.NotFound();
        // The addresses inside the app are relative to its folder, so its own address must be the folder.
        if (!http.Request.Path.Value!.StartsWith(Home, StringComparison.Ordinal))
            return TypedResults.Redirect(Home, permanent: true, preserveMethod: true);

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        headers.Vary = HeaderNames.AcceptEncoding;
        // Names in assets/ contain a hash of the content. Browsers revalidate all other files, so that they notice a
        // new release.
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";

        var stored = name;
        if (Files.ContainsKey(name + Brotli) && TakesBrotli(http.Request.Headers.AcceptEncoding))
        {
            headers.ContentEncoding = "br";
            stored = name + Brotli;
        }

        return TypedResults.Bytes(Files[stored], ContentType(name), entityTag: Tags[stored]);
    }

    private static bool TakesBrotli(StringValues acceptEncoding) =>
        StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var codings)
            && codings.Any(coding =>
                coding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && coding.Quality is null or > 0);

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".wasm" => "application/wasm",
        ".webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
}
