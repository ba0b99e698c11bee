using Microsoft.Playwright;
using Sparekey.Edges.Web;
using Sparekey.Server.Recovery;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>
/// Walks a whole reset for every row of the default policy, with reviewers: from the link under the second step to the
/// next sign-in.
/// </summary>
public sealed class WholeResetTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserTheory]
    [InlineData(false, "authenticator", 1, 24, 48)]
    [InlineData(true, "authenticator", 1, 0, 48)]
    [InlineData(false, "phone", 0, 0, 48)]
    [InlineData(false, "email", 1, 24, 48)]
    [InlineData(false, "authenticator phone", 2, 24, 48)]
    [InlineData(false, "authenticator email", 2, 24, 120)]
    [InlineData(false, "phone email", 2, 24, 120)]
    [InlineData(true, "authenticator phone email", 2, 72, 120)]
    public async Task LetsTheOwnerBackIn(bool verified, string lost, int reviewers, int objectionHours, int holdHours)
    {
        var (person, app) = await Resets.WithEverything(House, verified);
        var elsewhere = await WindowOf(person);
        await elsewhere.Opens("/security");
        await elsewhere.Sees("Security");

        var window = await HalfSignedIn(person);
        var reset = new ResetInHand(window, Chromium, person, app);
        await reset.Starts();
        await reset.Chooses(lost.Split(' '));
        await reset.Accepts(holdHours);
        await reset.ShowsEverything();

        for (var i = 0; i < reviewers; i++)
        {
            await window.Opens("/reset/status");
            await window.Sees("With the reviewers");
            var reviewer = await Reviewer.SetsUp(House);
            var desk = await NewWindow();
            await desk.Holds(Cookies.StaffSession, reviewer.Session);
            await desk.ApprovesTheFirstCase();
        }
        if (objectionHours > 0)
        {
            await window.Opens("/reset/status");
            await window.Sees("Waiting period");
            await Pass(TimeSpan.FromHours(objectionHours));
        }
        else if (reviewers > 0)
        {
            await Pass(TimeSpan.FromMinutes(1));
        }

        await window.Opens("/reset/status");
        await window.Sees("Done");
        await window.Reads($"Withdrawals stay off until");
        await elsewhere.Opens("/security");
        Assert.Equal("/sign-in", elsewhere.Path);

        await window.Follows("Sign in again");
        await window.Types("Email address", lost.Contains("email") ? reset.NewEmail : person.Email);
        await window.Types("Password", person.Password);
        await window.DragsThePiece();
        await window.Presses("Sign in");
        await window.Sees("Confirm that it is you");
        if (lost.Contains("authenticator"))
            await window.AnswersBySms(lost.Contains("phone") ? Reset.NewPhone : Factors.Number);
        else await window.AnswersWith(app);

        await window.Sees("Security");
        await window.Reads("Withdrawals are off");
        Assert.Matches(holdHours == 48 ? "^4[78] hours" : "^(5 days|4 days 23 hours)",
            await window.Page.GetByRole(AriaRole.Timer).InnerTextAsync());
    }

    [BrowserFact]
    public async Task SaysWhatElseCanBeDone_WhenAllIsLostAndNothingWasVerified()
    {
        var (person, app) = await Resets.WithEverything(House);
        var window = await HalfSignedIn(person);
        var reset = new ResetInHand(window, Chromium, person, app);
        await reset.Starts();
        await reset.Chooses(["authenticator", "phone", "email"]);

        await window.IsToldOfAnError();
    }

    [BrowserFact]
    public async Task SaysSignInInstead_WhenARecoveryCodeIsLeft()
    {
        var (person, app) = await Resets.WithEverything(House);
        await person.MakesRecoveryCodes();
        var window = await HalfSignedIn(person);
        var reset = new ResetInHand(window, Chromium, person, app);
        await reset.Starts();
        await reset.Chooses(["authenticator"]);

        await window.Sees("What is unavailable?");
        Assert.Contains("recovery code", await window.Page.GetByRole(AriaRole.Alert).InnerTextAsync(),
            StringComparison.OrdinalIgnoreCase);
    }

    [BrowserFact]
    public async Task GoesOnElsewhere_WhenTheResumeCodeIsTyped()
    {
        var (person, app) = await Resets.WithEverything(House);
        var phone = await HalfSignedIn(person);
        var code = await new ResetInHand(phone, Chromium, person, app).Starts();

        var computer = await NewWindow();
        await computer.Opens("/reset/resume");
        await computer.Types("Your resume code", code.ToLowerInvariant());
        await computer.Presses("Go on");
        await computer.Sees("Keep your resume code");
        await computer.Follows("I have kept it, continue");
        await computer.Sees("Your security reset");
        await computer.Follows("Go on");
        await computer.Sees("What is unavailable?");
    }

    private async Task Pass(TimeSpan time)
    {
        House.Clock.Advance(time);
        await House.Get<DueCases>().Run(CancellationToken.None);
    }
}
