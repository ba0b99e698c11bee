using System.Net;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Web;

/// <summary>
/// The built app as the server sends it. <c>npm run build</c> in <c>authenticator/</c> must run first; <c>./test</c>
/// does so.
/// </summary>
public sealed class AuthenticatorAppTests : IAsyncLifetime
{
    private House house = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        house = await House.Open();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = house.Address };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await house.DisposeAsync();
    }

    [Fact]
    public void IsPartOfThisBuild() => Assert.True(AuthenticatorApp.IsBuilt);

    [Fact]
    public async Task FirstPage_MayUseTheCameraAndWebAssembly_AndNoOtherHost()
    {
        using var reply = await client.GetAsync("/authenticator/");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/html; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", reply.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("camera=(self), microphone=(), geolocation=()",
            reply.Headers.GetValues("Permissions-Policy").Single());
        var policy = reply.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval';", policy);
        Assert.Contains("connect-src 'self';", policy);
        Assert.DoesNotContain("http", policy);
        Assert.True(reply.Headers.Date.HasValue);   // from this header the app learns the offset of the device's clock
    }

    [Fact]
    public async Task OtherPages_MayNeither()
    {
        using var reply = await client.GetAsync("/sign-in");

        Assert.Equal("camera=(), microphone=(), geolocation=()",
            reply.Headers.GetValues("Permissions-Policy").Single());
        Assert.DoesNotContain("wasm", reply.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Compresses_ForWhoeverTakesIt()
    {
        using var plain = await Ask("/authenticator/sw.js", "gzip, br;q=0");
        using var small = await Ask("/authenticator/sw.js", "gzip, br");

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["br"], small.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript; charset=utf-8", small.Content.Headers.ContentType!.ToString());
        Assert.NotEqual(plain.Headers.ETag, small.Headers.ETag);
        Assert.Equal("Accept-Encoding", small.Headers.Vary.Single());
    }

    [Fact]
    public async Task AnswersUnchanged_WhenTheCallerHasIt()
    {
        using var first = await client.GetAsync("/authenticator/manifest.webmanifest");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/authenticator/manifest.webmanifest");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);

        Assert.Equal("application/manifest+json", first.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task KeepsHashedFiles_ForEver()
    {
        var page = await client.GetStringAsync("/authenticator/");
        var script = page.Split("src=\"./")[1].Split('"')[0];
        using var reply = await client.GetAsync("/authenticator/" + script);

        Assert.StartsWith("assets/", script);
        Assert.Equal("public, max-age=31536000, immutable", reply.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task LeadsIntoItsFolder_WhenTheSlashIsMissing()
    {
        using var reply = await client.GetAsync("/authenticator");

        Assert.Equal(HttpStatusCode.PermanentRedirect, reply.StatusCode);
        Assert.Equal("/authenticator/", reply.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/authenticator/missing.js")]
    [InlineData("/authenticator/sw.js.br")]
    [InlineData("/authenticator/../sparekey.db")]
    public async Task RefusesWhatIsNoneOfItsFiles(string path)
    {
        using var reply = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(string path, string encodings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", encodings);
        return await client.SendAsync(request);
    }
}
