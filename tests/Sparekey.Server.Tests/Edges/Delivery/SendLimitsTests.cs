using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Delivery;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Delivery;

public sealed class SendLimitsTests
{
    [Fact]
    public async Task CountsAMailboxOnce_HoweverItIsSpelled()
    {
        await using var house = await House.Open();
        var visitor = new Visitor("Firefox on Linux", "127.0.0.0/24");

        Assert.Equal(house.Get<SendLimits>().Of(null, Channel.Email, "ann@example.com", visitor)[0].Subject,
            house.Get<SendLimits>().Of(null, Channel.Email,
                "Ann@EXAMPLE.com", visitor)[0].Subject);
    }
}
