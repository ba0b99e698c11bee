using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>Uses the authenticator for browsers as a person does.</summary>
public static partial class AppInHand
{
    public const string Address = "/authenticator/";
    public const string Password = "plum tractor sings";

    /// <summary>
    /// A script that removes the file picker. The browser then only downloads, and does not tell whether the file was
    /// saved.
    /// </summary>
    public const string OnlyDownloads = "delete window.showSaveFilePicker;";

    public const string LockScreen = "Unlock your codes";

    /// <summary>First use: chooses a password and reaches the empty list.</summary>
    public static async Task SetsUpTheApp(this Window window, string address = Address)
    {
        await window.Opens(address);
        await window.Sees("Choose a password for your codes");
        await window.Types("New password", Password);
        await window.Types("The same once more", Password);
        await window.Presses("Set the password");
        await window.IsOpen();
    }

    public static async Task Unlocks(this Window window, string password = Password)
    {
        await window.Sees(LockScreen);
        await window.Types("Password", password);
        await window.Presses("Unlock");
    }

    /// <summary>
    /// Writes a header with an unknown format into the app's database, and reloads the app.
    /// </summary>
    public static async Task HasAHeaderThatNobodyCanRead(this Window window)
    {
        await window.Page.EvaluateAsync(
            """
            async () => {
              const done = asked => new Promise((yes, no) => {
                asked.onsuccess = () => yes(asked.result);
                asked.onerror = () => no(asked.error);
              });
              const database = await done(indexedDB.open('sparekey-authenticator'));
              const header = database.transaction('header', 'readwrite').objectStore('header');
              await done(header.put({ ...await done(header.get('only')), format: 9 }, 'only'));
              database.close();
            }
            """);
        await window.Page.ReloadAsync();
    }

    public static Task IsOpen(this Window window) => Assertions.Expect(window.Button("Lock")).ToBeVisibleAsync();

    /// <summary>Opens an address within the app. If the app is already there, goes to the list first.</summary>
    public static async Task Goes(this Window window, string route)
    {
        const string Go = "to => { const there = location.hash === to; location.hash = to; return there; }";
        if (!await window.Page.EvaluateAsync<bool>(Go, $"#/{route}") || route.Length == 0) return;
        await window.Page.EvaluateAsync<bool>(Go, "#/");
        await Assertions.Expect(window.Page.Locator("main[aria-label='Codes']")).ToBeVisibleAsync();
        await window.Page.EvaluateAsync<bool>(Go, $"#/{route}");
    }

    public static async Task AddsByHand(this Window window, string key, string site, string account)
    {
        await window.Goes("add");
        await window.Sees("Add an account");
        await window.Types("Backup key", key);
        await window.Types("Site", site);
        await window.Types("Account", account);
        await window.Presses("Add");
        await window.Sees("Added");
    }

    /// <summary>The code that the app shows right after an account was added.</summary>
    public static async Task<string> FirstCode(this Window window)
    {
        var code = window.Page.Locator(".first-code-digits > [aria-hidden]");
        await Assertions.Expect(code).ToHaveTextAsync(SpacedDigits());
        return Digits(await code.TextContentAsync() ?? "");
    }

    /// <summary>The code that the list shows for an account.</summary>
    public static async Task<string> CodeOf(this Window window, string account)
    {
        await window.Goes("");
        var code = window.Row(account).Locator(".entry-code > .code-digits");
        await Assertions.Expect(code).ToHaveTextAsync(OnlyDigits());
        return Digits(await code.TextContentAsync() ?? "");
    }

    /// <summary>The code of the next time step, which the app shows on request.</summary>
    public static async Task<string> NextCode(this Window window, string account)
    {
        await window.Goes("");
        await window.Row(account).Locator(".entry-menu").ClickAsync();
        await window.Presses("Show the next code");
        var next = window.Row(account).Locator(".entry-next .code-digits");
        await Assertions.Expect(next).ToHaveTextAsync(OnlyDigits());
        return Digits(await next.TextContentAsync() ?? "");
    }

    /// <summary>Clicks the row of an account.</summary>
    public static Task Taps(this Window window, string account) =>
        window.Row(account).Locator(".entry-main").ClickAsync();

    /// <summary>Opens the details of an account through its menu.</summary>
    public static async Task OpensAccount(this Window window, string account)
    {
        await window.Goes("");
        await window.Row(account).Locator(".entry-menu").ClickAsync();
        await window.Page.GetByText("Details and backup key").ClickAsync();
        await window.Sees("How its codes are made");
    }

    /// <summary>One parameter of the codes, as the details of an account show it.</summary>
    public static ILocator Figure(this Window window, string term) =>
        window.Page.Locator($".summary-item:has(dt:text-is('{term}')) dd");

    public static async Task UnfoldsAdvanced(this Window window)
    {
        var fold = window.Page.Locator("details.advanced");
        if (await fold.GetAttributeAsync("open") is null) await fold.Locator("summary").ClickAsync();
    }

    /// <summary>The text on the clipboard before the app copies anything.</summary>
    public const string NothingCopied = "nothing yet";

    public static async Task MayCopy(this Window window)
    {
        await window.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", NothingCopied);
    }

    public static Task<string> Copied(this Window window) =>
        window.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    /// <summary>Waits until one of these codes is on the clipboard.</summary>
    public static Task HasCopied(this Window window, params string[] codes) =>
        window.Page.WaitForFunctionAsync("async codes => codes.includes(await navigator.clipboard.readText())", codes);

    public static ILocator Row(this Window window, string account) =>
        window.Page.Locator(".entry", new() { HasText = account });

    /// <summary>
    /// Chooses a file on the import screen, enters its password if there is one, and opens the file.
    /// </summary>
    public static async Task Imports(this Window window, string name, byte[] content, string? password)
    {
        await window.Goes("import");
        await window.Sees("Import");
        await window.Page.GetByLabel("File", new() { Exact = true })
            .SetInputFilesAsync(new FilePayload
            {
                Name = name,
                MimeType = "application/octet-stream",
                Buffer = content,
            });
        if (password is null) return;
        await window.Sees("Password of the file");
        await window.Types("Password", password);
        await window.Presses("Open the file");
    }

    /// <summary>Confirms the warning about unencrypted keys, enters the password, and reaches the keys.</summary>
    public static async Task ConfirmsExport(this Window window)
    {
        await window.Sees("Keys in the clear");
        await window.Ticks("I understand, and keep it safe");
        await window.Types("Password of this app", Password);
        await window.Presses("Show the keys");
    }

    public static async Task<byte[]> Downloads(this Window window, string button)
    {
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Presses(button));
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>Adds all ticked entries.</summary>
    /// <returns>The report of the app: <c>3 added, 1 left out</c>.</returns>
    public static async Task<string> AddsWhatIsChosen(this Window window)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { NameRegex = AddAccounts() }).ClickAsync();
        var counts = window.Page.GetByRole(AriaRole.Heading, new() { NameRegex = Added() });
        await Assertions.Expect(counts).ToBeVisibleAsync();
        return await counts.TextContentAsync() ?? "";
    }

    public static string Digits(string text) => NoDigit().Replace(text, "");

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9]{4,10}$")]
    private static partial Regex OnlyDigits();

    [GeneratedRegex("^[0-9 ]{4,12}$")]
    private static partial Regex SpacedDigits();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NoDigit();

    [GeneratedRegex("^Add [0-9]+ accounts?$")]
    private static partial Regex AddAccounts();

    [GeneratedRegex("^[0-9]+ added")]
    private static partial Regex Added();
}
