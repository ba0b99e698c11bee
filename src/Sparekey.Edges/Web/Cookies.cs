using Sparekey.Edges.Configuration;

namespace Sparekey.Edges.Web;

/// <summary>The cookies of the pages: opaque tokens only, unreadable to scripts, sent to this host alone.</summary>
/// <remarks>
/// Names carry <c>__Host-</c> and cookies are Secure wherever the configured origin is https. On plain http, which is
/// possible only for development on loopback, browsers would refuse both.
/// </remarks>
public sealed class Cookies(Settings settings)
{
    public const string Session = "session";
    public const string StaffSession = "staff_session";
    public const string StaffSignIn = "staff_sign_in";
    public const string StaffSetUp = "staff_set_up";
    public const string Registration = "registration";
    public const string SignIn = "sign_in";
    public const string Recovery = "recovery";

    private readonly bool _secure = settings.Origin.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// The cookie of forms like all others: without Secure a browser drops a cookie whose name begins with
    /// <c>__Host-</c>, and every form with it.
    /// </summary>
    public static void Shape(CookieBuilder form, Settings settings)
    {
        var secure = settings.Origin.Scheme == Uri.UriSchemeHttps;
        (form.Name, form.Path) = (secure ? "__Host-form" : "sparekey_form", "/");
        form.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    public string NameOf(string cookie) => _secure ? $"__Host-{cookie}" : $"sparekey_{cookie}";

    public string? Read(HttpContext http, string cookie) => http.Request.Cookies[NameOf(cookie)];

    public void Set(HttpContext http, string cookie, string value, DateTimeOffset expires) =>
        http.Response.Cookies.Append(NameOf(cookie), value, Shape(expires));

    public void Clear(HttpContext http, string cookie) => http.Response.Cookies.Delete(NameOf(cookie), Shape(null));

    private CookieOptions Shape(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = _secure,
        // Lax, not Strict: links in messages open pages of a signed-in person; nothing changes by GET
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
    };
}
