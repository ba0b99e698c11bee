using System.Text.RegularExpressions;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 11: links use the configured origin, forwarded headers count only from configured proxies, and no header of a
/// client weakens anything.
/// </summary>
public sealed class LinksAndProxiesTests
{
    private static readonly Uri Public = new("https://accounts.example.com");

    [Fact]
    public async Task LinksPointToTheOrigin_WhateverHeadersSay()
    {
        await using var house = await House.Open(s => s.Origin = Public);
        var said = house.Http.DefaultRequestHeaders;
        said.Host = "evil.example";
        foreach (var name in (string[])["X-Forwarded-Host", "X-Original-Host", "X-Host", "X-Forwarded-Server",
            "X-Rewrite-Url",
            "X-Original-Url"]) said.Add(name, "evil.example");
        said.Add("X-Forwarded-Proto", "gopher");
        said.Add("Forwarded", "for=192.0.2.1;host=evil.example;proto=gopher");
        said.Add("Origin", "https://evil.example");
        said.Referrer = new Uri("https://evil.example/x");
        var (person, app) = await Resets.WithEverything(house);
        var reset = await person.OpensReset(app);
        await reset.Chooses("authenticator", "phone");
        await reset.MeetsEverything();
        Assert.Equal(202, (await reset.Submits()).Status);
        await reset.IsApproved(2);
        await house.Get<Outbox>().Deliver(CancellationToken.None);

        var messages = await house.Get<FileSender>().Inbox(null, CancellationToken.None);
        var links = messages.SelectMany(m => Regex.Matches(m.Text, @"[a-z]+://\S+"))
            .Select(m => new Uri(m.Value)).ToList();
        Assert.Contains(links, link => link.AbsolutePath == "/objection");
        Assert.All(links, link => Assert.Equal((Public.Scheme, Public.Authority), (link.Scheme, link.Authority)));
        Assert.DoesNotContain(messages, m => (m.Subject + m.Text).Contains("evil", StringComparison.OrdinalIgnoreCase));

        using var page = await house.Http.GetAsync("/security");
        Assert.Equal("/sign-in?next=%2Fsecurity", page.Headers.Location!.ToString());
        using var signIn = await house.Http.GetAsync("/sign-in");
        Assert.DoesNotContain("evil", await signIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // No header that names an account signs anybody in.
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/account");
        foreach (var name in (string[])["X-User", "X-Remote-User", "X-Account-Id", "X-Forwarded-User",
            "X-Authenticated",
            "X-Skip-Second-Factor"]) asked.Headers.Add(name, person.AccountId);
        using var answer = await house.Http.SendAsync(asked);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("", "198.51.100.7", "127.0.0.0/24")]
    [InlineData("203.0.113.1", "198.51.100.7", "127.0.0.0/24")]
    [InlineData("127.0.0.1", "198.51.100.7", "198.51.100.0/24")]
    [InlineData("127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.0/24")]
    [InlineData("127.0.0.1 198.51.100.7", "192.0.2.3, 203.0.113.9, 198.51.100.7", "203.0.113.0/24")]
    [InlineData("127.0.0.1 198.51.100.7", "192.0.2.3, 203.0.113.9", "203.0.113.0/24")]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.0/24")]
    [InlineData("127.0.0.1", "2001:db8:7:8::1", "2001:db8:7::/48")]
    public async Task NetworkIsTheHeaders_OnlyWhereAConfiguredProxyWroteIt(string proxies, string forwarded,
        string network)
    {
        await using var house = await House.Open(
            s => s.TrustedProxies = [.. proxies.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        house.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        house.Http.DefaultRequestHeaders.Add("X-Real-IP", "192.0.2.99");
        house.Http.DefaultRequestHeaders.Add("CF-Connecting-IP", "192.0.2.99");
        var person = await Person.Opens(house);

        Assert.Equal(network, await house.Database.One<string>(
            "SELECT network FROM sessions WHERE account_id = @AccountId", new { person.AccountId },
            CancellationToken.None));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData(" //evil.example")]
    [InlineData("evil.example")]
    [InlineData("/x\\..\\evil.example")]
    [InlineData("\u2028//evil.example")]
    public async Task NextStaysHere(string next)
    {
        await using var house = await House.Open();
        var person = await Person.Opens(house);
        foreach (var spelled in (string[])[
            Uri.EscapeDataString(next),
            Uri.EscapeDataString(Uri.EscapeDataString(next)),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in?next=" + spelled);
            request.Headers.Add("Cookie", "sparekey_session=" + person.Session);
            using var response = await house.Http.SendAsync(request);
            Assert.Equal(303, (int)response.StatusCode);
            Assert.Equal("/security", response.Headers.Location!.OriginalString);
            Assert.Equal("/security", Page.LocalPath(spelled, "/security"));
        }
    }

    [Fact]
    public async Task CookiesAreOfThisHostAlone_WhereTheOriginIsHttps()
    {
        var wire = new Wire();
        await using var house = await House.Open(s => s.Origin = Public, wire: wire);
        var person = await Person.Opens(house);
        using var tab = new Tab(house);
        await tab.Open("/sign-in");
        await tab.PressGap(person.Email, person.Password);
        Assert.Equal("/security", tab.At);
        await tab.Submit(button: "Sign out");

        var cookies = wire.Exchanges.SelectMany(e => e.Headers)
            .Where(h => h.StartsWith("Set-Cookie: ", StringComparison.OrdinalIgnoreCase))
            .Select(h => h[12..]).ToList();
        Assert.Equal(["__Host-form", "__Host-session"],
            cookies.Select(c => c.Split('=')[0]).Distinct().Where(n => n != "__Host-sign_in").Order());
        Assert.All(cookies, cookie =>
        {
            var flags = cookie.Split("; ").Skip(1).Select(f => f.ToLowerInvariant()).ToList();
            Assert.Contains("secure", flags);
            Assert.Contains("httponly", flags);
            Assert.Contains("path=/", flags);
            Assert.Contains(flags, f => f is "samesite=lax" or "samesite=strict");
            Assert.DoesNotContain(flags, f => f.StartsWith("domain", StringComparison.Ordinal));
        });
    }

    // A person who opens the address of an asset reads a page; a program reads a problem.
    [Theory]
    [InlineData("/assets/x/none.css", "text/html")]
    [InlineData("/nothing", "text/html")]
    [InlineData("/v1/nothing", "application/problem+json")]
    public async Task WhatDoesNotExist_IsToldToItsReader(string path, string type)
    {
        await using var house = await House.Open();
        using var reply = await house.Http.GetAsync(path);

        Assert.Equal((System.Net.HttpStatusCode.NotFound, type),
            (reply.StatusCode, reply.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/sign-in", 200)]
    [InlineData("GET", "/security", 302)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/assets/x/none.css", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("DELETE", "/sign-in", 405)]
    [InlineData("DELETE", "/v1/sign-ins", 405)]
    [InlineData("POST", "/sign-in", 403)]
    [InlineData("POST", "/v1/sign-ins", 400)]
    [InlineData("GET", "/v1/account", 500)]
    [InlineData("GET", "ASSET", 200)]
    public async Task EveryAnswerCarriesTheHeaders(string method, string path, int status)
    {
        await using var house = await House.Open(s => s.Origin = Public);
        using var request = new HttpRequestMessage(new HttpMethod(method),
            path == "ASSET" ? "/assets/" + Assets.Release + "/parts.css" : path);
        if (status == 500)
        {
            var person = await Person.Opens(house);
            await person.HasAuthenticator();
            await house.Database.Commit(Change.OfNobody().Add("UPDATE factors SET kind = 'unheard of'"),
                CancellationToken.None);
            request.Headers.Add("Authorization", "Bearer " + person.Session);
        }
        using var response = await house.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        string Header(string name) =>
            string.Join(',', response.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Contains(path == "ASSET" ? "immutable" : "no-store", Header("Cache-Control"));
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"));
        Assert.Equal(("nosniff", "DENY", "no-referrer", "same-origin"), (Header("X-Content-Type-Options"), Header(
            "X-Frame-Options"), Header("Referrer-Policy"), Header(
            "Cross-Origin-Opener-Policy")));
        Assert.StartsWith("max-age=31536000", Header("Strict-Transport-Security"));
        Assert.Equal("", Header("Server") + Header("X-Powered-By") + Header("Access-Control-Allow-Origin"));
    }
}
