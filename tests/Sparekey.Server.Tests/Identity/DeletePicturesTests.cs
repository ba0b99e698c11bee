using Sparekey.Edges.Storage;
using Sparekey.Server.Identity;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Identity;

public sealed class DeletePicturesTests : IAsyncLifetime
{
    private House _house = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ClosesAndDeletes_WhenNobodyHandedItIn()
    {
        await _person.BeginsIdentity();
        await _person.SendsPicture("front");

        Assert.Equal(("open", 1), await After(TimeSpan.FromDays(29)));
        Assert.Equal(("none", 0), await After(TimeSpan.FromDays(1)));
        Assert.Equal(1, await _house.Database.One<long>(
            "SELECT COUNT(*) FROM audit_events WHERE account_id = @account AND kind = 'identity.pictures_deleted'",
            new { account = _person.AccountId }, default));
    }

    [Fact]
    public async Task DeletesThoseOfOthers_BehindOnesThatCannotBeRead()
    {
        var unreadable = Change.OfNobody();
        for (var i = 0; i < 120; i++)
            unreadable.Add("INSERT INTO identity_verifications (account_id, verification_id, state, body, version, "
                + "opened_at, due_at) VALUES (@account, @verification, 'refused', 'not JSON', 1, 0, @i)",
                    new { account = Id(), verification = Id(), i });
        await _house.Database.Commit(unreadable, default);
        await _person.BeginsIdentity();
        await _person.SendsPicture("front");

        Assert.Equal(("none", 0), await After(TimeSpan.FromDays(30)));

        static string Id() => Guid.NewGuid().ToString("N");
    }

    [Fact]
    public async Task KeepsThem_WhileReviewIsPending()
    {
        await _person.HandsInIdentity();

        Assert.Equal(("submitted", 3), await After(TimeSpan.FromDays(90)));
    }

    private async Task<(string?, long)> After(TimeSpan time)
    {
        _house.Clock.Advance(time);
        await _house.Get<DeletePictures>().Run(default);
        await _house.Get<DeletePictures>().Run(default);
        return (await _house.Database.One<string>("SELECT identity_state FROM accounts WHERE account_id = @account",
                new { account = _person.AccountId }, default),
            await _house.Database.One<long>("SELECT COUNT(*) FROM pictures WHERE account_id = @account",
                new { account = _person.AccountId }, default));
    }
}
