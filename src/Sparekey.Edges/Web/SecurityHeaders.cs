using Sparekey.Edges.Configuration;

namespace Sparekey.Edges.Web;

/// <summary>
/// Security headers of every response: no caching, no framing, no sniffing, no referrer, no content from other hosts.
/// </summary>
public static class SecurityHeaders
{
    // blob: is for the preview of a chosen picture, data: for the slider's picture, workers are for the proof of work.
    private static string Policy(string formTargets) =>
        "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; img-src 'self' data: blob:; "
        + $"connect-src 'self'; form-action 'self'{formTargets}; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string UsualPolicy = Policy("");

    /// <summary>
    /// Allows the forms of this page to lead to another origin. Browsers apply <c>form-action</c> also to the redirects
    /// that follow a form.
    /// </summary>
    /// <param name="origin">Scheme, host and port. The caller has checked that the origin is registered.</param>
    public static void AllowFormsTo(HttpContext http, Uri origin) =>
        http.Response.Headers.ContentSecurityPolicy = Policy($" {origin.GetLeftPart(UriPartial.Authority)}");

    public static void UseSecurityHeaders(this IApplicationBuilder app, Settings settings) => app.Use((http, next) =>
    {
        // Added at the last moment, so that responses to errors have them too.
        http.Response.OnStarting(() => Write(http.Response.Headers, settings));
        return next(http);
    });

    /// <summary>
    /// Gives every request the scheme of the configured origin, regardless of the last hop and of any header. Otherwise
    /// the framework would refuse Secure cookies behind a proxy that ends TLS.
    /// </summary>
    public static void UseOriginScheme(this IApplicationBuilder app, Settings settings) => app.Use((http, next) =>
    {
        http.Request.Scheme = settings.Origin.Scheme;
        return next(http);
    });

    private static Task Write(IHeaderDictionary headers, Settings settings)
    {
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = UsualPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers["Permissions-Policy"].Count == 0)
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (settings.Origin.Scheme == Uri.UriSchemeHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return Task.CompletedTask;
    }
}
