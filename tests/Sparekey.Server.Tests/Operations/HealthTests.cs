using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class HealthTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task SaysLiveAndReady()
    {
        Assert.Equal("""{"status":"live"}""", (await _house.Get("/health/live")).Raw);
        Assert.Equal("""{"status":"ready"}""", (await _house.Get("/health/ready")).Raw);
    }

    [Fact]
    public async Task NamesDelivery_WhenTheSenderIsGone()
    {
        Directory.Delete(Path.Combine(_house.Settings.Data, "inbox"), recursive: true);

        var reply = await _house.Get("/health/ready");

        Assert.Equal((503, "unavailable", "delivery"), (reply.Status, reply.Code, reply.Text("part")));
        Assert.DoesNotContain(_house.Settings.Data, reply.Raw);
        Assert.Equal(200, (await _house.Get("/health/live")).Status);
    }

    [Fact]
    public async Task NamesDatabase_WhenItCannotBeWritten()
    {
        // A write fails although the file is still there.
        await _house.Breaks("installation");

        var reply = await _house.Get("/health/ready");

        Assert.Equal((503, "database"), (reply.Status, reply.Text("part")));
        Assert.DoesNotContain("disk", reply.Raw);
    }

    [Fact]
    public async Task NamesKeys_WhenDatabaseIsOfAnotherRing()
    {
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE installation SET value = @other WHERE name = 'key:1'", new { other = new byte[] { 0 } }),
                CancellationToken.None);

        Assert.Equal("keys", (await _house.Get("/health/ready")).Text("part"));
    }

    [Fact]
    public async Task WritesOnce_WhenManyAskAtOnce()
    {
        await Task.Delay(1100);   // longer than a response is kept
        var before = _house.Database.RoundTrips;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _house.Get("/health/ready")));

        // A slow machine checks once more. Without a shared check there would be a hundred round trips.
        Assert.InRange(_house.Database.RoundTrips - before, 1, 12);
    }
}
