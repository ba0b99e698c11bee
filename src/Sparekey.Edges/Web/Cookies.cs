using Sparekey.Edges.Configuration;

namespace Sparekey.Edges.Web;

/// <summary>
/// The cookies of the pages. They contain opaque tokens only, scripts cannot read them, and browsers send them to this
/// host only.
/// </summary>
/// <remarks>
/// If the configured origin is https, names begin with <c>__Host-</c> and cookies are Secure. Plain http is possible
/// only for development on loopback; there browsers would refuse both.
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
    /// Configures the antiforgery cookie like the other cookies. A browser drops a cookie with the prefix
    /// <c>__Host-</c> that is not Secure, and then no form works.
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
        // Lax, not Strict, so that links in messages open pages for a signed-in person. A GET changes nothing.
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
    };
}
