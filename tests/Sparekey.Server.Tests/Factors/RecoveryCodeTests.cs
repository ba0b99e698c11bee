using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Factors;

public sealed class RecoveryCodeTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task EachSignsInOnce()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        var codes = await person.MakesRecoveryCodes();
        var set = (await person.LooksAtAccount())["factors"]!.AsArray()
            .Single(f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!
            .GetValue<string>();

        await person.SignsInWith(set, codes[3].ToLowerInvariant());

        Assert.Equal(422,
            (await _house.Post("/v1/sign-in/answers", new { factor_id = set, code = codes[3] },
                await person.ReachesSecondStep())).Status);
        Assert.Equal(9, (await person.LooksAtAccount())["recovery_codes_left"]!.GetValue<int>());
        Assert.Equal((10, 10), (codes.Count, codes.Distinct().Count()));
        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$", code));
    }

    [Fact]
    public async Task NewSetVoidsTheOldOne()
    {
        var person = await Person.Opens(_house);
        await person.SetsUpAuthenticator();
        var old = await person.MakesRecoveryCodes();
        var sets = await Task.WhenAll(person.MakesRecoveryCodes(), person.MakesRecoveryCodes());

        var account = await person.LooksAtAccount();
        var set = Assert.Single(account["factors"]!.AsArray(),
            f => f!["kind"]!.GetValue<string>() == "recovery_code")!["factor_id"]!.GetValue<string>();

        Assert.Equal(10, account["recovery_codes_left"]!.GetValue<int>());
        Assert.Equal(10,
            await _house.Database.One<int>("SELECT COUNT(*) FROM recovery_codes", null, CancellationToken.None));
        Assert.Equal(422,
            (await _house.Post("/v1/sign-in/answers", new { factor_id = set, code = old[0] },
                await person.ReachesSecondStep())).Status);
        Assert.Equal(20, sets.SelectMany(s => s).Distinct().Count());
    }

    [Fact]
    public async Task Refuses_WhenThereIsNoSecondFactor()
    {
        var person = await Person.Opens(_house);

        var made = await _house.Post("/v1/account/recovery-codes", null, person.Session);

        Assert.Equal((409, "factor_not_active"), (made.Status, made.Code));
    }

    /// <summary>Law 13: every new set is announced to every phone, and messages cost money.</summary>
    [Fact]
    public async Task Refuses_WhenTwentyThingsWereAddedWithinADay()
    {
        await using var house = await House.Open();
        var person = await Person.Opens(house);
        var app = await person.SetsUpAuthenticator();
        for (var i = 1; i < 20; i++) await person.MakesRecoveryCodes();

        var refused = await house.Post("/v1/account/recovery-codes", null, person.Session);

        Assert.Equal((429, "too_many_attempts"), (refused.Status, refused.Code));
        house.Clock.Advance(TimeSpan.FromDays(1));
        await person.SignsInWith(app);
        await person.MakesRecoveryCodes();
    }
}
