using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Recovery;
using Sparekey.Server.Sessions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>
/// Walks every journey and checks each page on the way: nothing scrolls sideways, and axe has no serious finding.
/// docs/screenshots.sh takes its pictures with this test.
/// </summary>
public sealed class EveryPageTests(Chromium chromium) : BrowserTest(chromium)
{
    private readonly Look _look = new();
    private readonly HashSet<string> _visited = [];

    [BrowserFact]
    public async Task IsReadable_OnEveryPage()
    {
        await ResetAndReview();
        await Holder();
        await Stranger();

        Assert.Empty(_look.Findings);
        Assert.Empty(Missed());
    }

    private async Task Stranger()
    {
        var window = await NewWindow();
        foreach (var (path, name) in new[]
        {
            ("/", "start-page"), ("/sign-in", "sign-in"), ("/reset", "reset stranger"), ("/reset/resume", "resume"),
            ("/objection?token=", "objection"), ("/help", "help"), ("/help/backup-key", "help backup key"),
            ("/help/lost-phone", "help lost phone"), ("/help/withdrawal-hold", "help hold"),
            ("/staff/sign-in", "staff sign in"), ("/dev/gallery", "gallery"), ("/authenticator/", "authenticator"),
        })
        {
            await window.Opens(path);
            await _look.At(window, name);
        }

        await window.Opens("/register");
        await window.Types("Email address", "not an address");
        await window.Types("Password", "short");
        await window.CannotDrag();
        await window.Turns(window.Button("Continue"));
        await _look.At(window, "register errors");
        await window.Types("Email address", "bao.tran@example.com");
        await window.Types("Password", Person.GoodPassword);
        await window.CannotDrag();
        await window.Presses("Continue");
        await window.Sees("Confirm your email address");
        await _look.At(window, "confirm email");
        Took(window);
    }

    private async Task Holder()
    {
        var person = await Person.Opens(House);
        var window = await WindowOf(person);
        await Sees(window, "/security", "Security", "security new");
        await Sees(window, "/security/questions", "Security questions", "questions");
        await person.AnswersQuestions();
        await Sees(window, "/security/phone", "Confirm a phone", "phone");
        await window.Types("Phone number", Factors.Number);
        await window.Presses("Get code by SMS");
        await window.Sees("Enter the code");
        await _look.At(window, "phone code");
        await window.Types("Code", await House.CodeSentTo(Factors.Number));
        await window.Presses("Confirm");
        await window.Sees("Security");

        await Sees(window, "/security/authenticators/new", "Set up an authenticator", "authenticator name");
        await window.Types("Name of this authenticator", "Pixel");
        await window.Presses("Show the key");
        await window.Sees("Scan the picture");
        await _look.At(window, "authenticator-key");
        var key = await window.Page.Locator("#backup-key").TextContentAsync() ?? "";
        var app = new App(House, "", key);
        var factor = await House.Database.One<string>(
            "SELECT factor_id FROM factors WHERE account_id = @account AND kind = 'authenticator'",
            new { account = person.AccountId }, CancellationToken.None);
        await window.Opens($"/security/authenticators/{factor}/confirm");
        await _look.At(window, "authenticator code");
        await window.Types("Code that the app shows now", app.Code());
        await window.Presses("Confirm");
        await window.Sees("Security");
        House.Clock.Advance(TimeSpan.FromSeconds(30));

        await Sees(window, $"/security/authenticators/{factor}/replace", "Replace your authenticator", "replace");
        await Sees(window, $"/security/factors/{factor}/remove", null, "remove");
        await Sees(window, "/security/recovery-codes", "Recovery codes", "recovery codes");
        await window.Presses("Make 10 codes");
        await window.Sees("Your recovery codes");
        await _look.At(window, "recovery-codes");
        await Sees(window, "/security/password", null, "password");
        await Sees(window, "/security/sessions", null, "sessions");
        await Sees(window, "/security/activity", null, "activity");
        await Identity(window);
        await Sees(window, "/security", "Security", "security full");

        House.Clock.Advance(TimeSpan.FromMinutes(6));   // the session is no longer fresh: a change needs a step-up
        await Sees(window, "/step-up", "Confirm that it is you", "step up");
        await window.Types("Code from “Pixel”", app.Code());
        await window.Presses("Submit");
        await window.Sees("Security");
        House.Clock.Advance(TimeSpan.FromSeconds(30));
        await Sees(window, $"/security/factors/{factor}/remove", null, "remove confirmed");
        await person.IsFrozen();
        await Sees(window, "/security", "Security", "security frozen");
        await Sees(window, "/security/unfreeze", "Lift the freeze", "unfreeze");
        await Sees(window, "/dev/inbox", "Inbox", "inbox");
        Took(window);
    }

    private async Task Identity(Window window)
    {
        await Sees(window, "/identity", "Verify your identity", "identity");
        await window.Page.GetByLabel("Which country issued your document?").SelectOptionAsync("VN");
        await window.Presses("Continue");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Radio).First).ToBeAttachedAsync();
        await window.Chooses("Passport");
        await window.Presses("Continue");
        foreach (var (label, picture) in new[]
        {
            ("The page of your passport with your photo", Chromium.Document),
            ("A picture of you holding the code", Chromium.Selfie),
        })
        {
            await window.Sees(label);
            await window.Page.GetByLabel(label)
                .SetInputFilesAsync(new FilePayload { Name = "picture", MimeType = "image/png", Buffer = picture });
            await _look.At(window, $"identity {label.Length}");
            await window.Presses("Send this picture");
        }
        await window.Sees("Check and hand in");
        await _look.At(window, "identity check");
        await window.Presses("Hand in for review");
        await window.Sees("Your pictures have arrived");
        await _look.At(window, "identity done");
    }

    private async Task ResetAndReview()
    {
        var (person, app) = await Resets.WithEverything(House, verified: true);
        var window = await HalfSignedIn(person);
        await _look.At(window, "second-step");
        await window.Turns(window.Page.GetByRole(AriaRole.Link, new() { Name = "Use: Phone" }));
        await _look.At(window, "second step phone");
        await window.Presses("Get code by SMS");
        await Assertions.Expect(window.Page.GetByLabel("Code from the message")).ToBeVisibleAsync();
        await _look.At(window, "second step code");

        var reset = new ResetInHand(window, Chromium, person, app, name => _look.At(window, name));
        await reset.Starts();
        await reset.Chooses(["authenticator", "phone"]);
        await reset.Accepts(48);
        await Sees(window, "/reset/cancel", "Cancel this reset?", "reset cancel");
        await window.Follows("Go on with it");
        await reset.ShowsEverything();
        await window.Sees("With the reviewers");
        await _look.At(window, "reset-status");

        await InvitedReviewer();
        for (var i = 0; i < 2; i++)
        {
            var reviewer = await Reviewer.SetsUp(House);
            var desk = await NewWindow();
            await desk.Holds(Cookies.StaffSession, reviewer.Session);
            await desk.ApprovesTheFirstCase(seen: i == 1 ? null : name => _look.At(desk, name));
            Took(desk);
        }
        await Sees(window, "/reset/status", "Waiting period", "reset waiting");
        House.Clock.Advance(TimeSpan.FromHours(24));
        await House.Get<DueCases>().Run(CancellationToken.None);
        await Sees(window, "/reset/status", "Done", "reset-done");

        await window.EntersPassword(person.Email);
        await window.AnswersBySms(Reset.NewPhone);
        await window.Sees("Security");
        await _look.At(window, "security-hold");
        await window.Opens($"/dev/inbox?to={person.Email}");
        await _look.At(window, "development-inbox");
        Took(window);
    }

    /// <summary>Goes from the operator's invitation link to the review queue.</summary>
    private async Task InvitedReviewer()
    {
        var reviewer = new Reviewer(House, "reviewer@example.org", "Linh");
        var token = await reviewer.IsInvited();
        var window = await NewWindow();
        await Sees(window, $"/staff/set-up?token={token}", "Set up your access", "staff set up");
        await window.Types("Choose a password", Reviewer.GoodPassword);
        await window.Presses("Continue");
        await window.Sees("Add your authenticator");
        await _look.At(window, "staff key");
        var app = new App(House, "", await window.Page.Locator("#secret").TextContentAsync() ?? "");
        await window.Types("Code from the app", app.Code());
        await window.Presses("Finish");
        House.Clock.Advance(TimeSpan.FromSeconds(30));
        await window.Types("Work email address", reviewer.Email);
        await window.Types("Password", Reviewer.GoodPassword);
        await window.DragsThePiece();
        await window.Presses("Continue");
        await window.Sees("Code from your authenticator");
        await _look.At(window, "staff code");
        await window.Types("Code from your authenticator", app.Code());
        await window.Presses("Sign in");
        await window.Sees("Review queue");
        Took(window);
    }

    private async Task Sees(Window window, string path, string? heading, string name)
    {
        await window.Opens(path);
        if (heading is not null) await window.Sees(heading);
        Assert.Equal(path.Split('?')[0], window.Path);
        await _look.At(window, name);
    }

    private void Took(Window window) => _visited.UnionWith(window.Visited);

    /// <summary>Pages with a GET route that no window has visited.</summary>
    private List<string> Missed() =>
    [
        .. House.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<RouteAccess>()?.IsPage == true
                && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => e.RoutePattern.RawText!)
            .Where(pattern => !_visited.Any(path =>
                path.StartsWith('/') && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []))),
    ];
}
