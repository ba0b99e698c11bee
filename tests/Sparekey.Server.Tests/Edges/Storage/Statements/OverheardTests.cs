using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>A write of the program without the lock of its account fails where it is sent.</summary>
public sealed class OverheardTests : IAsyncLifetime
{
    // A statement of the program: others are not judged.
    private const string OfTheProgram = "DELETE FROM attempts WHERE account_id = @account";

    private House _house = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task AChange_TakesTheLockOfItsAccount()
    {
        Assert.Null(await Commits(Change.Of(_person.Id())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commits(Change.OfNobody()));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Commits(Change.Of(new Sparekey.Core.Accounts.AccountId(Guid.NewGuid()))));

        async Task<object?> Commits(Change change) => await _house.Database.Commit(
            change.Add(OfTheProgram, new { account = _person.Id() }), CancellationToken.None);
    }

    [Fact]
    public async Task ACharge_TakesTheLockOfItsAccount()
    {
        var account = _person.Id();
        Assert.Equal(0, await Charges(Locks.Of(account)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Charges(Locks.None));

        Task<int> Charges(Locks locks) => _house.Database.Charge(
            locks, $"{OfTheProgram} RETURNING 1", new { account }, rows => rows.Read<long>().Count(),
            CancellationToken.None);
    }
}
