using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Web;

/// <summary>
/// Behind a proxy that terminates TLS: browsers use https with the configured origin, and the proxy reaches the server
/// by http.
/// </summary>
public sealed class HttpsOriginTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(s => s.Origin = new Uri(
        "https://accounts.example.com"));

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task FormCookieIsSecure_OrBrowsersWouldDropIt()
    {
        using var page = await _house.Http.GetAsync("/register");

        Assert.True(page.IsSuccessStatusCode);
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-form=", cookie);
        Assert.Contains("; path=/", cookie);
        Assert.Contains("; secure", cookie);
    }

    [Fact]
    public void FrameworkWritesNoKeysOfItsOwn() =>
        Assert.DoesNotContain(_house.Services.GetServices<IHostedService>(),
            service => service.GetType().Assembly == typeof(DataProtectionOptions).Assembly);
}
