using Microsoft.Playwright;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Browser.Tests;

/// <summary>Walks through the pages of a security reset.</summary>
/// <param name="seen">Called on every page, for tests that check each page.</param>
public sealed class ResetInHand(Window window, Chromium chromium, Person person, App app,
    Func<string, Task>? seen = null)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["authenticator"] = "Authenticator app",
        ["phone"] = "Phone number",
        ["email"] = "Email address",
        ["recovery_code"] = "Recovery codes",
    };

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["answer-first_toy"] = "blue whale",
        ["answer-first_teacher"] = "ms okafor",
        ["answer-grandparents_town"] = "Huế",
    };

    public string NewEmail { get; } = "new-" + person.Email;

    private IPage Page => window.Page;

    /// <summary>Goes from the second step of a sign-in to the first question of the reset.</summary>
    /// <returns>The resume code.</returns>
    public async Task<string> Starts()
    {
        await window.Follows("Security verification unavailable?");
        await window.Sees("Security reset");
        await Seen("reset");
        await window.Presses("Start the reset");
        await window.Sees("Keep your resume code");
        await Seen("resume code");
        var code = (await Page.Locator("#resume-code").TextContentAsync() ?? "").Replace(" ", "");
        await window.Follows("I have kept it, continue");
        return code;
    }

    public async Task Chooses(IEnumerable<string> lost)
    {
        await window.Sees("What is unavailable?");
        foreach (var thing in lost) await window.Ticks(Names[thing]);
        await Seen("reset-choose");
        await window.Presses("Continue");
    }

    public async Task Accepts(int holdHours)
    {
        await window.Sees("What will be asked of you");
        await Seen("reset plan");
        await window.Ticks($"Withdrawals will be off for {holdHours} hours after the reset");
        await window.Ticks("I will be signed out everywhere, and must sign in again");
        await window.Turns(window.Button("Accept and begin"));
    }

    /// <summary>Answers each page until everything is handed in.</summary>
    public async Task ShowsEverything()
    {
        for (var pages = 0; pages < 20; pages++)
        {
            await window.Settles();
            switch (window.Path)
            {
                case "/reset/codes": await EntersCodes(); break;
                case "/reset/questions": await AnswersQuestions(); break;
                case "/reset/identity": await ChoosesDocument(); break;
                case "/reset/pictures": await SendsPictures(); break;
                case "/reset/check":
                    await Seen("reset check");
                    await window.Presses("Hand in");
                    await window.Arrives("/reset/status");
                    return;
                default: throw new Xunit.Sdk.XunitException($"The reset has led to {window.Path}.");
            }
        }
        throw new Xunit.Sdk.XunitException("The reset has no end.");
    }

    private async Task EntersCodes()
    {
        await Seen("reset codes");
        foreach (var (title, address, to) in new (string, string?, string)[]
        {
            ("A code sent to your email", null, person.Email),
            ("A code sent to your phone", null, Factors.Number),
            ("A code from your authenticator app", null, ""),
            ("A new phone number, confirmed with a code", "New phone number", Reset.NewPhone),
            ("A new email address, confirmed with a code", "New email address", NewEmail),
        })
        {
            var panel = Page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });
            if (window.Path != "/reset/codes" || !await panel.IsVisibleAsync()) continue;
            if (to.Length > 0)
            {
                if (address is not null) await panel.GetByLabel(address).FillAsync(to);
                await panel.GetByRole(AriaRole.Button, new() { Name = "Get code" }).ClickAsync();
                await Assertions.Expect(panel.GetByText("A code was sent.")).ToBeVisibleAsync();
            }
            else
            {
                window.House.Clock.Advance(TimeSpan.FromSeconds(60));
            }
            await panel.GetByLabel("Code", new() { Exact = true })
                .FillAsync(to.Length > 0 ? await window.House.CodeSentTo(to) : app.Code());
            await window.Turns(panel.GetByRole(AriaRole.Button, new() { Name = "Submit code" }));
            if (to.Length == 0) window.House.Clock.Advance(TimeSpan.FromSeconds(30));   // a code works once
        }
    }

    private async Task AnswersQuestions()
    {
        await Seen("reset questions");
        foreach (var box in await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Textbox).AllAsync())
            await box.FillAsync(Answers[(await box.GetAttributeAsync("name"))!]);
        await window.Turns(window.Button("Submit answers"));
    }

    private async Task ChoosesDocument()
    {
        await Seen("reset country");
        await Page.GetByLabel("Which country issued your document?").SelectOptionAsync("VN");
        await window.Turns(window.Button("Continue"));
        await Seen("reset document");
        await window.Chooses("Passport");
        await window.Turns(window.Button("Continue"));
    }

    private async Task SendsPictures()
    {
        await Seen("reset picture");
        await Page.GetByLabel("The page of your passport with your photo")
            .SetInputFilesAsync(new FilePayload
            {
                Name = "passport.png",
                MimeType = "image/png",
                Buffer = chromium.Document,
            });
        await window.Presses("Send this picture");
        await window.Sees("A picture of you holding the code");
        await Page.GetByLabel("A picture of you holding the code")
            .SetInputFilesAsync(new FilePayload
            {
                Name = "selfie.jpg",
                MimeType = "image/jpeg",
                Buffer = chromium.Selfie,
            });
        await Seen("reset selfie");
        await window.Presses("Send this picture");
        await window.Sees("Check and hand in");
        await Seen("reset pictures");
        await window.Turns(window.Button("Continue"));
    }

    private Task Seen(string page) => seen?.Invoke(page) ?? Task.CompletedTask;
}
