using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class KeyRingDataProtectionTests
{
    private readonly KeyRingDataProtection _provider = new(new SecretBox(Keys.One, Keys.Random));

    [Fact]
    public void Unprotects_OnAnotherNodeWithTheSameRing() =>
        Assert.Equal("token", new KeyRingDataProtection(new SecretBox(Keys.One, Keys.Random)).CreateProtector("a",
            "b").Unprotect(_provider.CreateProtector("a", "b").Protect(
            "token")));

    [Fact]
    public void Refuses_WhenThePurposesAreOthers()
    {
        var token = _provider.CreateProtector("a", "bc").Protect("token");
        Assert.ThrowsAny<CryptographicException>(() => _provider.CreateProtector("ab", "c").Unprotect(token));
        Assert.ThrowsAny<CryptographicException>(() => _provider.CreateProtector("a").Unprotect(token));
        Assert.ThrowsAny<CryptographicException>(() => _provider.CreateProtector("2:bc1:a").Unprotect(token));
    }

    [Fact]
    public async Task ServesAntiforgery_AndTheHostStartsNoRingOfTheFramework()
    {
        var (here, there) = (Node(), Node());
        Assert.IsType<KeyRingDataProtection>(here.GetRequiredService<IDataProtectionProvider>());
        Assert.DoesNotContain(here.GetServices<IHostedService>(), s => s.GetType().FullName!.Contains(
            "DataProtection", StringComparison.Ordinal));

        var page = new DefaultHttpContext { RequestServices = here };
        var tokens = here.GetRequiredService<IAntiforgery>().GetTokens(page);
        var form = new DefaultHttpContext { RequestServices = there };
        form.Request.Method = "POST";
        form.Request.Headers.Cookie = $"form={tokens.CookieToken}";
        form.Request.Headers["RequestVerificationToken"] = tokens.RequestToken;
        Assert.True(await there.GetRequiredService<IAntiforgery>().IsRequestValidAsync(form));
    }

    private static ServiceProvider Node()
    {
        var services = new ServiceCollection();
        services.AddLogging()
            .AddAntiforgery(o => o.Cookie.Name = "form")
            .AddSingleton(new SecretBox(Keys.One, Keys.Random));
        KeyRingDataProtection.Replace(services);
        return services.BuildServiceProvider();
    }
}
