using System.Reflection;
using Sparekey.Core.Audit;
using Sparekey.Edges.Storage;
using Sparekey.Server.Audit;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Audit;

public sealed class ActivityTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public void EveryKindHasWords()
    {
        var kinds = typeof(EventKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(kinds.Order(), ActivityWords.Kinds.Order());
        Assert.All(ActivityWords.Kinds, kind => Assert.Matches("^[A-Z][^{}]+[^.]$", ActivityWords.Of(kind)));
    }

    [Fact]
    public async Task TellsNewestFirst_WithDeviceAndNetwork()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();

        var events = (await _house.Get("/v1/account/activity", person.Session))["events"]!.AsArray();

        Assert.Equal(["factor.confirmed", "factor.added", "account.opened"],
            events.Select(e => e!["kind"]!.GetValue<string>()));
        Assert.Equal("An authenticator was added", events[0]!["text"]!.GetValue<string>());
        Assert.Equal("Firefox on Linux", events[0]!["device"]!.GetValue<string>());
        Assert.Equal("127.0.0.0/24", events[0]!["network"]!.GetValue<string>());
    }

    [Fact]
    public async Task PagesThroughAll_Once()
    {
        var person = await Person.Opens(_house);
        var account = new Sparekey.Core.Accounts.AccountId(Guid.ParseExact(person.AccountId, "N"));
        var change = Change.OfNobody(new("Safari on macOS", "192.0.2.0/24"));
        for (var i = 0; i < 120; i++)
            change.Record(new AuditEvent(account, EventKind.CaseViewed, Actor.Staff, ActorId: "reviewer-7"));
        await _house.Database.Commit(change, CancellationToken.None);

        var seen = new List<string>();
        var raw = "";
        for (string? before = null, path = "/v1/account/activity"; ; path = $"/v1/account/activity?before={before}")
        {
            var page = await _house.Get(path, person.Session);
            seen.AddRange(page["events"]!.AsArray().Select(e => e!["event_id"]!.GetValue<string>()));
            raw += page.Raw;
            if ((before = page["next"]?.GetValue<string>()) is null) break;
        }

        Assert.Equal((121, 121), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
        Assert.DoesNotContain("reviewer-7", raw);
        Assert.DoesNotContain("Safari", raw);   // nothing about the reviewer's device
    }

    [Fact]
    public async Task TellsNothingOfAnotherAccount()
    {
        var person = await Person.Opens(_house);
        var stranger = await Person.Opens(_house);
        await stranger.SetsUpAuthenticator();

        Assert.Single((await _house.Get("/v1/account/activity", person.Session))["events"]!.AsArray());
        Assert.Equal(400, (await _house.Get("/v1/account/activity?before=%27--", person.Session)).Status);
    }
}
