using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Tests.Edges.Web;

public sealed class AssetsTests : IAsyncLifetime
{
    private readonly WebApplication app = Start();
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public void Link_NamesTheRelease() => Assert.Matches("^/assets/[0-9a-f]{8}/site\\.css$", Assets.Link("site.css"));

    [Fact]
    public void Link_HasOneRelease_ForEveryAsset() =>
        Assert.Equal(Assets.Link("site.css").Split('/')[2], Assets.Link("site.js").Split('/')[2]);

    [Fact]
    public void Link_Throws_WhenThereIsNoSuchAsset() => Assert.Throws<ArgumentException>(() => Assets.Link(
        "missing.css"));

    [Theory]
    [InlineData("site.css", "text/css; charset=utf-8")]
    [InlineData("site.js", "text/javascript; charset=utf-8")]
    [InlineData("logo.svg", "image/svg+xml")]
    public async Task Serves_WithTypeAndForEver(string name, string type)
    {
        using var reply = await client.GetAsync(Assets.Link(name));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(type, reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", reply.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.NotEmpty(await reply.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task ServesHeadersAlone_WhenAskedForTheHead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Assets.Link("site.css"));
        using var reply = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.True(reply.Content.Headers.ContentLength > 0);
        Assert.Empty(await reply.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task IsNotCached_WhenThePageIsOfAnotherRelease()
    {
        using var reply = await client.GetAsync("/assets/00000000/site.css");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("no-store", reply.Headers.GetValues("Cache-Control").Single());
    }

    // The path is sent unchanged: HttpClient would normalise it first.
    [Theory]
    [InlineData("/assets/{release}/missing.css")]
    [InlineData("/assets/{release}/SITE.CSS")]
    [InlineData("/assets/{release}/")]
    [InlineData("/assets/site.css")]
    [InlineData("/assets/{release}/../../etc/passwd")]
    [InlineData("/assets/{release}/..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/{release}/%2e%2e/migrations/sqlite/0001_start.sql")]
    [InlineData("/assets/{release}/..%5csite.css")]
    [InlineData("/assets/{release}/sub/site.css")]
    public async Task Refuses_WhenThereIsNoSuchAsset(string path)
    {
        using var socket = new TcpClient(client.BaseAddress!.Host, client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path.Replace("{release}", Assets.Release, StringComparison.Ordinal)} HTTP/1.1\r\nHost: "
                + "localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 404 Not Found", await reader.ReadLineAsync());
    }

    private static WebApplication Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var started = builder.Build();
        Assets.Map(started);
        return started;
    }
}
