using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sparekey.Server.Tests.Conventions;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// Imports every file of <c>vectors/vaults</c> into the real app: chooses, opens, previews and adds. The app's own
/// tests check the content of each entry.
/// </summary>
public sealed partial class ImportTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "vectors", "vaults");

    [BrowserFact]
    public async Task ShowsEveryEntry_OfEveryFormat()
    {
        using var vectors = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "cases.json")));
        var window = await NewWindow();
        await window.SetsUpTheApp();
        List<string> wrong = [];
        var formats = new HashSet<string>();
        foreach (var vector in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            var file = vector.GetProperty("file").GetString()!;
            var items = vector.GetProperty("items").EnumerateArray().ToList();
            var refused = items.Count(item => item.TryGetProperty("refused", out _));
            await window.Imports(Path.GetFileName(file), await File.ReadAllBytesAsync(Path.Combine(Folder, file)),
                vector.TryGetProperty("password", out var password) ? password.GetString() : null);

            if (items.Count == 0)
            {
                await window.Reads("The file was read, and holds no account with codes.");
                continue;
            }
            var chosen = window.Page.GetByText(ChosenOf());
            // For some files this takes a while, because their key derivation is slow.
            await Assertions.Expect(chosen).ToBeVisibleAsync();
            var all = AppInHand.Number(ChosenOf().Match(await chosen.TextContentAsync() ?? "").Groups[2].Value);
            var leftOut = await window.Page.GetByText("Left out", new() { Exact = true }).CountAsync();
            if ((all, leftOut) != (items.Count, refused))
                wrong.Add($"{file}: shows {all} entries and {leftOut} left out, of {items.Count} and {refused}.");
            formats.Add(vector.GetProperty("format").GetString()!);

            if (await window.Page.GetByRole(AriaRole.Button, new()
            {
                Name = "Do not add",
                Exact = true,
            }).CountAsync() > 0)
            {
                await TicksEverything(window);
                var counts = await window.AddsWhatIsChosen();
                var sum = AnyNumber().Matches(counts).Sum(number => AppInHand.Number(number.Value));
                if (sum != items.Count) wrong.Add($"{file}: says “{counts}” of {items.Count} entries.");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(11, formats.Count);
    }

    [BrowserFact]
    public async Task SaysWhy_AndGoesOn_WhenAPasswordOrAFileIsWrong()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        using var vectors = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "cases.json")));
        var encrypted = vectors.RootElement.GetProperty("cases")
            .EnumerateArray()
            .First(vector =>
                vector.GetProperty("format").GetString() == "aegis" && vector.TryGetProperty("password", out _));

        await window.Imports("aegis.json",
            await File.ReadAllBytesAsync(Path.Combine(Folder, encrypted.GetProperty("file").GetString()!)),
            "not the password");
        await window.Reads("That password does not open this file.");
        await window.Types("Password", encrypted.GetProperty("password").GetString()!);
        await window.Presses("Open the file");
        await Assertions.Expect(window.Page.GetByText(ChosenOf())).ToBeVisibleAsync();

        await window.Goes("");
        await window.Imports("page.html", "<!doctype html><p>Not a vault.</p>"u8.ToArray(), null);
        await window.Reads("This is no file of keys that can be read here.");
    }

    [BrowserFact]
    public async Task SaysHowAKeyIsCalled_AndLeavesItOut_WhenItWasRenamed()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.AddsByHand("JBSWY3DPEHPK3PXP", "My bank", "alice");
        await window.Imports("backup.txt",
            """
            otpauth://totp/Bank:alice?secret=JBSWY3DPEHPK3PXP
            otpauth://totp/Mail:alice?secret=KRSXG5CTMVRXEZLU
            """u8.ToArray(), null);

        await window.Reads("You have this key as “My bank: alice”.");
        Assert.Equal("1 added, 1 not chosen", await window.AddsWhatIsChosen());

        await window.Goes("add");
        await window.Types("Backup key", "otpauth://totp/Bank:alice?secret=JBSWY3DPEHPK3PXP");
        await window.Presses("Add");
        await window.Sees("Is this the account?");
        await window.Reads("It is here as “My bank: alice”.");
        await window.Types("Site", "My bank");
        await window.Reads("Adding it again changes nothing.");
    }

    [BrowserFact]
    public async Task NamesWhatItDidNotTake_WhenSeveralFilesAreDropped()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        foreach (var screen in new[] { "import", "add" })
        {
            await window.Goes(screen);
            await window.Sees(screen == "add" ? "Add an account" : "Import");
            await Drops(window, "first.txt", "second.txt", "third.txt");
            await window.Sees("From a list of addresses");
            await window.Reads("2 files were not taken");
            await window.Reads("“second.txt”, “third.txt”");
            await window.Goes("");
        }
    }

    [BrowserFact]
    public async Task KeepsWhatIsLookedThrough_WhenSomethingElseIsGiven()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.Goes("import");
        await window.Sees("Import");
        await Drops(window, "first.txt");
        await window.Sees("From a list of addresses");
        await window.Page.EvaluateAsync(
            "() => { const given = new DataTransfer(); given.setData('text/plain', 'a stray text'); "
                + "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: given })); }");
        await Drops(window, "second.txt");
        await window.Reads("Not taken: finish this first, or go back");
        await window.Sees("From a list of addresses");
        await window.Reads("first.txt");   // the name of the account in the first file
    }

    /// <summary>
    /// Ticks every entry. The app does not tick a key that the vault has under another name, and the files of several
    /// apps share example keys.
    /// </summary>
    private static async Task TicksEverything(Window window)
    {
        var all = window.Button("Choose all");
        if (await all.CountAsync() > 0) await all.ClickAsync();
        else if (await window.Button("Choose none").CountAsync() == 0)
            await window.Page.Locator(".preview-ticks .choice-input").CheckAsync(new() { Force = true });
    }

    /// <summary>Drops files. Each file holds one address, whose account has the name of the file.</summary>
    private static async Task Drops(Window window, params string[] names) =>
        await window.Page.EvaluateAsync(
            """
            async names => {
              const given = new DataTransfer();
              const address = name => `otpauth://totp/${name}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP`;
              for (const name of names) given.items.add(new File([address(name)], name, { type: 'text/plain' }));
              // The heading appears before the screen handles drops. A handled drop is cancelled, so repeat until then.
              while (document.dispatchEvent(new DragEvent('drop', { dataTransfer: given, cancelable: true })))
                await new Promise(requestAnimationFrame);
            }
            """,
            names);

    [GeneratedRegex("^([0-9]+) of ([0-9]+) chosen$")]
    private static partial Regex ChosenOf();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex AnyNumber();
}
