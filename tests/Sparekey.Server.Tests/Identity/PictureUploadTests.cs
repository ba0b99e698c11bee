using System.Text;
using Sparekey.Edges.Documents;
using Sparekey.Server.Identity;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Identity;

/// <summary>Law 14: uploads are hostile.</summary>
public sealed class PictureUploadTests : IAsyncLifetime
{
    private House _house = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _person = await Person.Opens(_house);
        Assert.Equal(201, (await _person.BeginsIdentity()).Status);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData("flat.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("gps.webp")]
    public async Task Takes_WhenItIsAPicture(string fixture)
    {
        var reply = await _person.SendsPicture("front", Pictures.Fixture(fixture));

        Assert.Equal((200, "stored"), (reply.Status, reply.Text("state")));
    }

    [Fact]
    public async Task Refuses_WhenItIsNoPicture()
    {
        Assert.Equal("unknown_kind", await ReasonFor(Encoding.ASCII.GetBytes(
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")));
        Assert.Equal("unknown_kind", await ReasonFor(Encoding.ASCII.GetBytes("%PDF-1.7 ...")));
        Assert.Equal("unknown_kind", await ReasonFor([]));
        Assert.Equal("truncated", await ReasonFor(Pictures.Fixture("flat.jpg")[..^200]));
        Assert.Equal("malformed", await ReasonFor(Pictures.Fixture("animated.webp")));
    }

    [Fact]
    public async Task Refuses_WhenItHasTooManyPixelsOrTooFew()
    {
        Assert.Equal("too_small", await ReasonFor(Pictures.Png(199, 400)));
        Assert.Equal("too_many_pixels", await ReasonFor(Pictures.Png(20_000, 2_001)));
    }

    [Fact]
    public async Task SaysSo_WhenFileIsTooLarge()
    {
        Assert.Equal("too_large", await ReasonFor(new byte[Picture.MaximumBytes + 1]));

        // Expect: 100-continue, as curl sends it. Without it the connection is cut while the body is still being sent.
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/account/identity/pictures/front")
        {
            Content = new ByteArrayContent(new byte[20 * 1024 * 1024]),
            Headers = { ExpectContinue = true },
        };
        request.Headers.Authorization = new("Bearer", _person.Session);
        var cutOff = await House.Reply.Of(await _house.Http.SendAsync(request));
        Assert.Equal((413, "too_large"), (cutOff.Status, cutOff.Code));
    }

    [Fact]
    public async Task TakesSmallBodiesOnly_WhenAddressIsAnyOther()
    {
        var reply = await _house.Post("/v1/account/identity",
            new ByteArrayContent(new byte[100_000]) { Headers = { { "Content-Type",
                "application/json" } } }, _person.Session);

        Assert.Equal((413, "too_large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task IsNowhereReadable_InTheDatabaseFile()
    {
        var picture = Pictures.Fixture("gps.jpg");
        await _person.SendsPicture("front", picture);
        var clean = Picture.WithoutMetadata(picture);

        foreach (var stored in await _house.Files())
        {
            Assert.Equal(-1, stored.AsSpan().IndexOf(clean.AsSpan(0, 64)));
            Assert.Equal(-1, stored.AsSpan().IndexOf(clean.AsSpan(clean.Length / 2, 64)));
        }
    }

    [Fact]
    public async Task KeepsNoMetadata()
    {
        await _person.SendsPicture("front", Pictures.Fixture("gps.jpg"));

        var stored = await _house.Get<IdentityStore>().Own(new(Guid.ParseExact(_person.AccountId, "N")), default);
        var shown = await _house.Get<IdentityPictures>()
            .Open(stored!.Verification.AccountId, stored.Verification.VerificationId, Core.Identity.PictureSlot.Front,
                default);

        Assert.Equal(Picture.WithoutMetadata(Pictures.Fixture("gps.jpg")), shown!.Bytes);
        Assert.Equal("image/jpeg", shown.ContentType);
    }

    private async Task<string> ReasonFor(byte[] bytes)
    {
        var reply = await _person.SendsPicture("front", bytes);
        Assert.Equal((422, "bad_picture"), (reply.Status, reply.Code));
        return reply.Text("reason");
    }
}
