using System.Net.Http.Headers;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>Responses through the balancer that we ship, when no node is ready and when no node is running.</summary>
[Trait("Engine", "PostgreSQL")]
public sealed class BalancerTests
{
    [BalancedFact]
    public async Task NodesSayThemselvesWhatCannotBeDone_WhenNoneIsReady_AndItSaysWhenToAskAgain_WhenNoneIsThere()
    {
        await using var house = await House.Open();
        var person = await Person.Opens(house);
        var key = (await house.AddsIntegrator()).Key;
        var others = new[] { await house.AnotherNode(), await house.AnotherNode() };
        await using var balancer = await Balancer.Start([house.Address, .. others.Select(other => other.Address)]);
        using var http = new HttpClient { BaseAddress = balancer.Address };
        await house.Breaks("installation");   // a node writes to this table to find out whether it is ready

        await Until(async () =>
            (await Get("/health/ready")).Body.Contains("\"part\":\"database\"", StringComparison.Ordinal));
        for (var asked = 0; asked < 6; asked++)
        {
            var holds = await Get($"/v1/accounts/{person.AccountId}/holds");
            Assert.True(holds.Status == 200 && holds.Body.Contains("\"blocked\":false", StringComparison.Ordinal),
                holds.Body);
        }

        foreach (var other in others) await other.Closes();
        await house.Closes();
        await Until(async () => (await Get("/health/live")).Status == 503);
        var page = await Get("/sign-in");
        Assert.Equal((503, 5), (page.Status, page.RetryAfter?.TotalSeconds));
        Assert.Contains("Nothing was changed. Try again in a minute.", page.Body, StringComparison.Ordinal);
        foreach (var other in others) await other.DisposeAsync();

        async Task<(int Status, TimeSpan? RetryAfter, string Body)> Get(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(request);
            return ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task Until(Func<Task<bool>> happened)
    {
        for (var tries = 0; !await happened(); tries++)
        {
            Assert.True(tries < 300);
            await Task.Delay(100);
        }
    }
}
