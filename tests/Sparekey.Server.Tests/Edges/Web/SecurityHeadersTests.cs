using Microsoft.AspNetCore.Http;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Web;

public sealed class SecurityHeadersTests : IAsyncLifetime
{
    private const string Policy = "Content-Security-Policy";
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task FormsLeadToThisSiteOnly()
    {
        using var page = await _house.Http.GetAsync("/sign-in");

        Assert.Contains("form-action 'self';", Assert.Single(page.Headers.GetValues(Policy)));
    }

    [Fact]
    public async Task FormsLeadToOneOtherOrigin_WhenThePageAllowsIt()
    {
        using var page = await _house.Http.GetAsync("/sign-in");
        var usual = Assert.Single(page.Headers.GetValues(Policy));
        var http = new DefaultHttpContext();

        SecurityHeaders.AllowFormsTo(http, new Uri("https://shop.example:8443/callback?state=1"));

        Assert.Equal(
            usual.Replace("form-action 'self'", "form-action 'self' https://shop.example:8443",
                StringComparison.Ordinal),
            http.Response.Headers[Policy]);
    }
}
