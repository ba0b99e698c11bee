using Sparekey.Edges.Storage;
using Sparekey.Server.Dev;
using Sparekey.Server.Staff;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Dev;

public sealed class FirstReviewersTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private Task<IReadOnlyList<FirstReviewers.Invitation>> Starts() =>
        _house.Get<FirstReviewers>().Run(CancellationToken.None);

    [Fact]
    public async Task InvitesTwo_AtTheFirstStart() => Assert.Equal(["reviewer1@sparekey.test",
        "reviewer2@sparekey.test"], (await Starts()).Select(i => i.Email));

    [Fact]
    public async Task RenewsOnlyLinksThatNobodyUsed()
    {
        var first = await Starts();
        await _house.Database.Commit(Change.OfNobody().Add(
            "UPDATE staff SET state = 'active', set_up_hash = NULL WHERE name = 'Reviewer One'"),
                CancellationToken.None);

        var second = await Starts();

        Assert.Equal(["reviewer2@sparekey.test"], second.Select(i => i.Email));
        Assert.NotEqual(first[1].Link, second[0].Link);
    }

    [Fact]
    public async Task InvitesNobody_WhenOthersReviewAlready()
    {
        await _house.Get<InviteStaff>().Run("ann@example.com", "Ann", CancellationToken.None);

        Assert.Empty(await Starts());
    }
}
