using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Staff;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

public sealed class InviteStaffTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(s => s.Origin = new Uri(
        "https://accounts.example.com"));

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private async Task<InviteStaff.View> Invites(string email = "Ann@Example.com") =>
        Assert.IsType<Reply<InviteStaff.View>.Done>(
            await _house.Get<InviteStaff>().Run(email, "Ann", CancellationToken.None)).Value;

    private async Task<long> Opens(string link) => await _house.Database.One<long>(
        "SELECT COUNT(*) FROM staff WHERE set_up_hash = @hash AND set_up_expires_at > @now",
        new
        {
            hash = _house.Get<KeyedHash>().Index("staff_set_up", link[(link.IndexOf('=') + 1)..]),
            now = _house.Clock.GetUtcNow(),
        },
        CancellationToken.None);

    [Fact]
    public async Task GivesALinkForADay()
    {
        var view = await Invites();

        Assert.StartsWith("https://accounts.example.com/staff/set-up?token=", view.Link);
        Assert.Equal(1, await Opens(view.Link));
        _house.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, await Opens(view.Link));
    }

    [Fact]
    public async Task VoidsTheEarlierLink_WhenInvitedAgain()
    {
        var first = await Invites();
        var second = await Invites("ann@example.com");

        Assert.Equal((first.Staff, 0, 1), (second.Staff, await Opens(first.Link), await Opens(second.Link)));
    }

    [Fact]
    public async Task Refuses_WhenReviewerIsSetUp()
    {
        await Invites();
        await _house.Database.Commit(Change.OfNobody().Add("UPDATE staff SET state = 'active', set_up_hash = NULL"),
            CancellationToken.None);

        var refused = Assert.IsType<Reply<InviteStaff.View>.Refused>(await _house.Get<InviteStaff>().Run(
            "ann@example.com", "Mallory", CancellationToken.None));

        Assert.Equal("already_set_up", refused.Why.Code);
        Assert.Equal("Ann", (await _house.Get<StaffRoster>().List(CancellationToken.None)).Single().Name);
    }

    [Fact]
    public async Task Removed_LosesSessionsAndSecrets()
    {
        var view = await Invites();
        var change = Change.OfNobody().Add(
            "UPDATE staff SET state = 'active', password_hash = 'x', secret_sealed = @secret",
            new { secret = new byte[] { 1 } });
        var (token, _) = _house.Get<StaffSessions>().Open(change, view.Staff, new Visitor("Firefox on Linux",
            "127.0.0.0/24"));
        await _house.Database.Commit(change, CancellationToken.None);
        Assert.NotNull(await _house.Get<StaffSessions>().Find(token, CancellationToken.None));

        await _house.Get<StaffRoster>().Remove("ann@example.com", CancellationToken.None);

        Assert.Null(await _house.Get<StaffSessions>().Find(token, CancellationToken.None));
        Assert.Equal(("removed", "Ann@Example.com", 0),
            ((await _house.Get<StaffRoster>().List(CancellationToken.None)).Single().State,
                (await _house.Get<StaffRoster>().List(CancellationToken.None)).Single().Email, await Opens(view.Link)));
        Assert.Equal(0, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM staff WHERE password_hash IS NOT NULL OR secret_sealed IS NOT NULL", null,
            CancellationToken.None));
    }
}
