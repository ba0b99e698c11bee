using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Law 10: a reviewer sees what a case needs, leaves a record of each view, and reaches nothing else.
/// </summary>
public sealed class StaffCannotBypassTests : IAsyncLifetime
{
    private House _house = null!;
    private Reviewer _reviewer = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _reviewer = await Reviewer.SetsUp(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task OpensNoDoorOfHoldersFlowsOrIntegrators()
    {
        var wrong = new List<string>();
        foreach (var route in ServedRoute.Of(_house)
            .Where(route =>
                route.IsCall && route.RouteAccess.Who is Who.Holder or Who.HolderSteppedUp or Who.Integrator))
        {
            var reply = await _house.Send(new HttpMethod(route.Method), route.Path, route.Changes ? new { } : null,
                _reviewer.Session);
            if (reply.Status != 401) wrong.Add($"{route}: {reply.Status} {reply.Raw}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task HasNoWordForHoldsFactorsOrFreezes()
    {
        // A reviewer can change only claims and verdicts.
        var changes = ServedRoute.Of(_house)
            .Where(route => route.RouteAccess.Who == Who.Staff && route.Changes && route.IsCall)
            .Select(route => route.Path.Split('/')[^1]).Distinct().Order();

        Assert.Equal(["claim", "document-number", "release", "verdicts"], changes);
        var person = await Person.Opens(_house);
        await person.HandsInIdentity();
        var id = await person.Verification();
        await _reviewer.Claims(id);
        foreach (var verdict in (string[])["remove_factor", "shorten_hold", "unfreeze", "complete", "approved",
            "APPROVE ", ""])
            Assert.Equal((400, "invalid_request"), Short(await _reviewer.Gives(id, new { verdict, reason =
                "evidence_matches", note = "" })));
    }

    [Fact]
    public async Task DecidesAndSeesNothing_WithoutAClaim()
    {
        var person = await Person.Opens(_house);
        await person.HandsInIdentity();
        var id = await person.Verification();
        var other = await Reviewer.SetsUp(_house);
        Assert.Equal(200, (await other.Claims(id)).Status);

        Assert.Equal((409, "not_claimed"), Short(await _reviewer.ViewsPicture(id, "front")));
        Assert.Equal((409, "not_claimed"), Short(await _reviewer.AcceptsIdentity(id)));
        Assert.Equal((409, "not_claimed"), Short(await _reviewer.Refuses(id)));
        Assert.Equal((409, "claimed_by_other"), Short(await _reviewer.Claims(id)));
    }

    [Fact]
    public async Task LeavesATraceOfEveryViewAndVerdict()
    {
        var person = await Person.Opens(_house);
        await person.HandsInIdentity();
        var id = await person.Verification();
        await _reviewer.Claims(id);
        await _reviewer.Views(id);
        await _reviewer.Views(id);
        foreach (var slot in (string[])["front", "back", "selfie"])
            Assert.Equal(200, (await _reviewer.ViewsPicture(id, slot)).Status);
        Assert.Equal(200, (await _reviewer.AcceptsIdentity(id)).Status);

        var trace = await _house.Database.List<string>(
            "SELECT kind FROM audit_events WHERE account_id = @AccountId AND actor = 'staff' AND actor_id IS NOT NULL "
                + "ORDER BY event_id", new { person.AccountId }, CancellationToken.None);
        Assert.Equal(["review.claimed", "review.case_viewed", "review.case_viewed", "review.picture_viewed",
            "review.picture_viewed", "review.picture_viewed", "review.verdict_given"],
                trace.Where(kind => kind.StartsWith(
                    "review.", StringComparison.Ordinal)));
    }

    private static (int, string?) Short(House.Reply reply) => (reply.Status, reply.Code);
}
