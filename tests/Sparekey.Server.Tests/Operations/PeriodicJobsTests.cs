using Microsoft.Extensions.Logging.Abstractions;
using Sparekey.Edges.Jobs;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class PeriodicJobsTests
{
    private sealed class PeriodicJob(bool fails) : IPeriodicJob
    {
        public SemaphoreSlim Ran { get; } = new(0);

        public TimeSpan Every => TimeSpan.FromMilliseconds(20);

        public Task Run(CancellationToken cancellation)
        {
            Ran.Release();
            return fails ? throw new InvalidOperationException("a job that fails") : Task.CompletedTask;
        }
    }

    [Fact]
    public async Task RunsAgain_WhenAJobFailed()
    {
        await using var house = await House.Open();
        var (failing, working) = (new PeriodicJob(true), new PeriodicJob(false));
        using var jobs = new PeriodicJobs([failing, working], house.Database, TimeProvider.System,
            NullLogger<PeriodicJobs>.Instance);

        await jobs.StartAsync(CancellationToken.None);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(await failing.Ran.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.True(await working.Ran.WaitAsync(TimeSpan.FromSeconds(10)));
        }
        await jobs.StopAsync(CancellationToken.None);
    }

    private sealed class Daily : IPeriodicJob
    {
        public int Runs { get; private set; }

        public bool Fails { get; set; }

        public TimeSpan Every => TimeSpan.FromHours(24);

        public Task Run(CancellationToken cancellation)
        {
            if (Fails) throw new InvalidOperationException("a job that fails");
            Runs++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task RunsOnceADay_HoweverManyNodesCheck_AndHoweverOftenTheyAreRestarted()
    {
        await using var house = await House.Open();
        var job = new Daily();
        for (var day = 1; day <= 3; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                for (var node = 0; node < 3; node++) await Started(house).RunIfDue(job, CancellationToken.None);
                house.Clock.Advance(TimeSpan.FromHours(1));
            }
            Assert.Equal(day, job.Runs);
        }
    }

    [Fact]
    public async Task RunsAtTheNextCheck_WhenItFailed_OrAClockThatWasAheadHasWrittenWhenItRan()
    {
        await using var house = await House.Open();
        var job = new Daily { Fails = true };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Started(house).RunIfDue(job, CancellationToken.None));
        job.Fails = false;
        await Started(house).RunIfDue(job, CancellationToken.None);
        Assert.Equal(1, job.Runs);

        await using var ahead = await House.Open();
        ahead.Clock.Advance(TimeSpan.FromDays(400));
        await Started(ahead).RunIfDue(job, CancellationToken.None);
        await new PeriodicJobs([], ahead.Database, house.Clock, NullLogger<PeriodicJobs>.Instance)
            .RunIfDue(job, CancellationToken.None);
        Assert.Equal(3, job.Runs);
    }

    private static PeriodicJobs Started(House house) =>
        new([], house.Database, house.Clock, NullLogger<PeriodicJobs>.Instance);
}
