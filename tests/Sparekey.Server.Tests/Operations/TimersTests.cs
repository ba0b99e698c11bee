using Microsoft.Extensions.Logging.Abstractions;
using Sparekey.Server.Edges;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class TimersTests
{
    private sealed class Chore(bool fails) : IChore
    {
        public SemaphoreSlim Ran { get; } = new(0);

        public TimeSpan Every => TimeSpan.FromMilliseconds(20);

        public Task Run(CancellationToken cancellation)
        {
            Ran.Release();
            return fails ? throw new InvalidOperationException("a chore that fails") : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task RunsAgain_WhenChoreFailed()
    {
        await using var house = await House.Open();
        var (failing, working) = (new Chore(true), new Chore(false));
        using var timers = new Timers([failing, working], house.Database, TimeProvider.System, NullLogger<Timers>.Instance);

        await timers.StartAsync(CancellationToken.None);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(await failing.Ran.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.True(await working.Ran.WaitAsync(TimeSpan.FromSeconds(10)));
        }
        await timers.StopAsync(CancellationToken.None);
    }
}
