using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Recovery;

public sealed class OpenCaseTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Refuses_WhenFiveWereOpenedWithinADay()
    {
        var (person, _) = await Resets.WithEverything(_house);
        for (var i = 0; i < 5; i++)
        {
            var reset = await person.OpensReset();
            Assert.Equal(200, (await reset.Post("/cancel")).Status);
            _house.Clock.Advance(TimeSpan.FromHours(1));
        }

        var sixth = await _house.Post("/v1/recoveries", null, await person.ReachesSecondStep());

        // The first one was opened 5 hours ago: 19 hours are left of its day.
        Assert.Equal((429, "too_many_attempts", "68400"),
            (sixth.Status, sixth.Code, sixth.Headers.RetryAfter!.ToString()));
        _house.Clock.Advance(TimeSpan.FromHours(19));
        await person.OpensReset();
    }
}
