using System.Net.Http.Headers;
using System.Text;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Law 6: other spellings of a path, other verbs, other bodies and going back weaken nothing.</summary>
public sealed class WanderingTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task ChargesOrKnowsNothing_WhenThePathIsSpelledOtherwise()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var wrong = app.WrongCode();
        var charged = 0;
        string[] spellings = ["/v1/sign-in/answers/", "/V1/Sign-In/ANSWERS", "//v1/sign-in/answers",
            "/v1//sign-in/answers",
            "/v1/./sign-in/answers", "/v1/sign-in/answers//", "/v1/sign-in%2Fanswers", "/v1/sign-in/answers;x",
                "/v1/sign-in/%61nswers"];
        foreach (var path in spellings)
        {
            var reply = await _house.Post(Exactly(path), new { factor_id = app.FactorId, code = wrong }, flow);
            Assert.Contains(reply.Status, (int[])[422, 404]);
            if (reply.Status == 422) Assert.Equal(4 - charged++, reply["tries_left"]!.GetValue<int>());
        }

        for (; charged < 5; charged++)
            Assert.Equal("wrong_code", (await _house.Answers(flow, app.FactorId, wrong)).Code);
        foreach (var path in spellings)
            Assert.Contains(
                (await _house.Post(Exactly(path), new { factor_id = app.FactorId, code = app.Code() }, flow)).Status,
                (int[])[429, 404]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    public async Task CompletesNothing_WhenTheVerbIsAnother(string verb)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();

        var reply = await _house.Send(new HttpMethod(verb), "/v1/sign-in/answers",
            new { factor_id = app.FactorId, code = app.Code() }, flow);

        Assert.Equal(405, reply.Status);
        Assert.Equal(200, (await _house.Answers(flow, app.FactorId, app.Code())).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"code\"")]
    [InlineData("0")]
    [InlineData("{\"factor_id\":null,\"code\":null}")]
    [InlineData("{\"factor_id\":\"\",\"code\":\"\"}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":null}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":\"\"}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":\"   \"}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":[]}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":[\"CODE\"]}")]
    [InlineData("{\"factor_id\":[\"FACTOR\"],\"code\":\"CODE\"}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":true}")]
    [InlineData("{\"factor_id\":\"FACTOR\",\"code\":0}")]
    public async Task CompletesNothing_WhenTheBodyIsEmptyOrOfAnotherKind(string body)
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();
        var text = body.Replace("FACTOR", app.FactorId, StringComparison.Ordinal)
            .Replace("CODE", app.Code(), StringComparison.Ordinal);

        foreach (var (path, bearer) in ((string, string?)[])[("/v1/sign-in/answers", flow), ("/v1/sign-in/codes", flow),
            (
                "/v1/account/step-up", person.Session), ("/v1/sign-ins", null), ("/v1/registrations", null)])
            Assert.Equal((400, "invalid_request"), await Sent(path, bearer));

        async Task<(int, string?)> Sent(string path, string? bearer)
        {
            var reply = await _house.Post(path, new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(
                "application/json")), bearer);
            return (reply.Status, reply.Code);
        }
    }

    [Fact]
    public async Task StillAsksForTheSecondFactor_WhenThePasswordIsEnteredAgain()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();

        for (var i = 0; i < 3; i++) Assert.Equal("second_factor", (await person.BeginsSignIn()).Text("state"));

        // The flow that began first is still valid, and its answer ends only itself.
        var (first, second) = (await person.HalfSignsIn(), await person.HalfSignsIn());
        Assert.Equal(200, (await _house.Answers(first, app.FactorId, app.Code())).Status);
        Assert.Equal("expired", (await _house.Answers(first, app.FactorId, app.Code(1))).Code);
        Assert.Equal("code_already_used", (await _house.Answers(second, app.FactorId, app.Code())).Code);
    }

    [Fact]
    public async Task Refuses_WhenTheFlowIsTooOld()
    {
        var person = await Person.Opens(_house);
        var app = await person.HasAuthenticator();
        var flow = await person.HalfSignsIn();

        _house.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("expired", (await _house.Answers(flow, app.FactorId, app.Code())).Code);
        Assert.Equal("expired", (await _house.Get("/v1/sign-in", flow)).Code);
    }

    // With the host: two slashes at the beginning would name another host.
    private string Exactly(string path) => _house.Address.GetLeftPart(UriPartial.Authority) + path;
}
