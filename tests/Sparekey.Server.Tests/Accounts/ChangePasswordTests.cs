using Sparekey.Core.Accounts;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Accounts;

public sealed class ChangePasswordTests : IAsyncLifetime
{
    private const string NewPassword = "seven lanterns over the quiet bay";
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Replaces_AndEndsOtherSessions_WhenCurrentPasswordIsRight()
    {
        var person = await Person.Opens(_house);
        var other = (await person.BeginsSignIn())["session"]!["token"]!.GetValue<string>();

        var changed = await _house.Put("/v1/account/password",
            new { current_password = person.Password, new_password = NewPassword }, other);

        Assert.Equal(200, changed.Status);
        Assert.Equal(401,
            (await _house.Put("/v1/account/password",
                new { current_password = NewPassword, new_password = person.Password }, person.Session)).Status);
        Assert.Equal(401, (await person.BeginsSignIn()).Status);
        Assert.Equal(200, (await person.BeginsSignIn(NewPassword)).Status);
        Assert.Contains(await _house.Inbox(person.Email), m => m.Subject == "Your Sparekey password was changed");
    }

    [Fact]
    public async Task Refuses_WhenCurrentPasswordIsWrong_AndWaitsAfterFive()
    {
        var person = await Person.Opens(_house);
        for (var i = 0; i < 5; i++)
            Assert.Equal("wrong_password", (await _house.Put("/v1/account/password", new { current_password =
                "not it", new_password = NewPassword }, person.Session)).Code);

        Assert.Equal("too_many_attempts",
            (await _house.Put("/v1/account/password",
                new { current_password = person.Password, new_password = NewPassword }, person.Session)).Code);
    }

    // Both changes have verified the same current password when the other one commits.
    [Fact]
    public async Task Refuses_WhenAnotherChangeCommitsFirst()
    {
        var overlap = new Overlap();
        await using var house = await House.Open(heard: overlap.Hear);
        var person = await Person.Opens(house);
        House.Reply? first = null;
        overlap.Before("UPDATE accounts SET password_hash", async () => first = await house.Put(
            "/v1/account/password", new { current_password = person.Password, new_password = NewPassword },
            person.Session));

        var second = await house.Put("/v1/account/password",
            new { current_password = person.Password, new_password = "nine boats under the red bridge" },
            person.Session);

        Assert.Equal(200, first!.Status);
        Assert.Equal((422, "wrong_password"), (second.Status, second.Code));
        Assert.Equal(200, (await person.BeginsSignIn(NewPassword)).Status);
    }

    [Fact]
    public async Task Refuses_WhenNewPasswordIsWeak()
    {
        var person = await Person.Opens(_house);

        var reply = await _house.Put("/v1/account/password", new { current_password = person.Password, new_password =
            "passwordpassword" }, person.Session);

        Assert.Equal(("weak_password", "common"), (reply.Code, reply.Text("reason")));
    }

    [Fact]
    public async Task AsksForStepUp_WhenSignInIsOld()
    {
        var person = await Person.Opens(_house);
        _house.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("step_up_required",
            (await _house.Put("/v1/account/password",
                new { current_password = person.Password, new_password = NewPassword }, person.Session)).Code);
    }

    [Fact]
    public async Task CostsNoTries_WhenOnlyTheNewPasswordIsWeak()
    {
        var person = await Person.Opens(_house);
        for (var i = 0; i < 6; i++)
            Assert.Equal("weak_password",
                (await _house.Put("/v1/account/password", new { current_password = person.Password, new_password =
                    "passwordpassword" }, person.Session)).Code);

        Assert.Equal(200,
            (await _house.Put("/v1/account/password",
                new { current_password = person.Password, new_password = NewPassword }, person.Session)).Status);
    }
}
