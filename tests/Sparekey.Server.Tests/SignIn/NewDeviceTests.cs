using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.SignIn;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.SignIn;

/// <summary>
/// The owner gets a message about a sign-in from a device and network that the account does not know.
/// </summary>
public sealed class NewDeviceTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    // The account was opened by Firefox on Linux in 127.0.0.0/24.
    [Theory]
    [InlineData("Firefox on Linux", "127.0.0.0/24", 0)]
    [InlineData("Safari on iPhone", "127.0.0.0/24", 1)]
    [InlineData("Firefox on Linux", "203.0.113.0/24", 1)]
    public async Task TellsTheOwner_Once(string device, string network, int messages)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();

        for (var time = 0; time < 2; time++)
        {
            Assert.True(BearerToken.TryParse(await person.HalfSignsIn(), out var token));
            var reply = await _house.Get<AnswerCode>().Run(
                new FlowToken(token), new(app.FactorId, app.Code()), new Visitor(device, network), default);
            Assert.IsType<Reply<AnswerCode.View>.Done>(reply);
            _house.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        var told = (await _house.Inbox(person.Email)).Where(m => m.Subject == "New sign-in to Sparekey").ToList();
        Assert.Equal(messages, told.Count);
        Assert.All(told, message => Assert.Contains($"Device: {device}", message.Text));
    }
}
