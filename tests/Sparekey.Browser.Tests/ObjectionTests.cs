using Microsoft.Playwright;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

public sealed class ObjectionTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task StopsTheResetAndFreezes_OnlyWhenTheButtonIsPressed()
    {
        var (person, app) = await Resets.WithEverything(House);
        var stranger = await person.OpensReset(app);
        Assert.Equal(200, (await stranger.Chooses("authenticator")).Status);
        await stranger.MeetsEverything();
        Assert.Equal(202, (await stranger.Submits()).Status);
        await House.Inbox(person.Email);   // sends the waiting messages

        var owner = await NewWindow();
        await owner.Opens($"/dev/inbox?to={person.Email}");
        await owner.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "/objection?token=" }).First.ClickAsync();
        await owner.Sees("This wasn't me");
        Assert.Equal(1, await owner.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).CountAsync());
        Assert.Equal("in_review", await stranger.State());

        await owner.Presses("Stop it and freeze my account");
        await owner.Sees("Your account is frozen");
        await owner.Reads("The reset is stopped");
        Assert.Equal("objected", (await stranger.Show())["outcome"]!["reason"]!.GetValue<string>());

        var window = await HalfSignedIn(person);
        House.Clock.Advance(TimeSpan.FromSeconds(30));
        await window.AnswersWith(app);
        await window.Reads("This account is frozen");
    }
}
