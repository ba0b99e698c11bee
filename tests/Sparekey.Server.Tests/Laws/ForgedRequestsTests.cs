using System.Text.RegularExpressions;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Another site can send forms to this server with the cookies of its visitor. Every such request is refused.
/// </summary>
public sealed class ForgedRequestsTests : IAsyncLifetime
{
    private House _house = null!;
    private Tokens _tokens = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _tokens = await Tokens.Of(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task RefusesEveryForm_WithoutItsToken()
    {
        var (cookie, token) = await Form();
        var (otherCookie, _) = await Form();
        var forms = ServedRoute.Of(_house).Where(route => route.RouteAccess.IsPage && route.Changes).ToList();
        Assert.True(forms.Count > 30);
        var before = await _house.RowCounts();
        var wrong = new List<string>();
        foreach (var form in forms)
        {
            foreach (var (name, formCookie, field) in ((string, string?, string?)[])[("no token", null, null), (
                "no field", cookie, null), (
                "no cookie", null, token), (
                "the field of another visitor", otherCookie, token), ("a field that is none", cookie, "x")])
                if (await Status(form, formCookie, new FormUrlEncodedContent(field is null ? [] : [new(
                    "__RequestVerificationToken", field)])) != 403) wrong.Add($"{form} with {name}");
            if (await Status(form, cookie, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
                token) != 403)
                wrong.Add(
                    $"{form} with JSON");
            if (await Status(form, cookie, null, token) != 403) wrong.Add($"{form} with nothing");
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await _house.RowCounts());
        // The counter-test: with both the cookie and the token, the form is accepted as usual.
        Assert.Equal(422, await Status(forms.First(f => f.Path == "/register"), cookie, new FormUrlEncodedContent([new(
            "__RequestVerificationToken", token)])));
    }

    [Fact]
    public async Task RefusesEveryCallThatLivesOnACookie_WithoutTheToken()
    {
        var calls = ServedRoute.Of(_house)
            .Where(route => route.IsCall && route.Changes && Tokens.CookieOf(route.RouteAccess.Who) is not null)
            .ToList();
        Assert.True(calls.Count > 25);
        var before = await _house.RowCounts();
        var wrong = new List<string>();
        foreach (var call in calls)
            foreach (var kind in (string[])["application/json", "text/plain", "application/x-www-form-urlencoded"])
                // A call accepts JSON only, and JSON from another site needs a permission that the server never gives.
                // The other content types are those that a form can send.
                if (await Status(call, null, new StringContent("{}", System.Text.Encoding.UTF8, kind)) is var status
                    && status != 403 && (status != 415 || kind == "application/json"))
                    wrong.Add(
                        $"{call} as {kind}: {status}");

        Assert.Empty(wrong);
        Assert.Equal(before, await _house.RowCounts());
    }

    private async Task<(string Cookie, string Field)> Form()
    {
        using var response = await _house.Http.GetAsync("/register");
        var cookie = response.Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("sparekey_form=", StringComparison.Ordinal)).Split(';')[0];
        return (cookie, Regex.Match(await response.Content.ReadAsStringAsync(),
            "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value);
    }

    private async Task<int> Status(ServedRoute route, string? formCookie, HttpContent? content, string? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path) { Content = content };
        var cookies = new List<string>();
        if (formCookie is not null) cookies.Add(formCookie);
        if (Tokens.CookieOf(route.RouteAccess.Who) is { } name) cookies.Add(
            $"sparekey_{name}={_tokens[route.RouteAccess.Who]}");
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies));
        if (header is not null) request.Headers.Add("RequestVerificationToken", header);
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await _house.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
