using System.Text;
using Microsoft.Playwright;
using Sparekey.Otp;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>
/// As <see cref="EveryScreenTests"/>, for the later stages of each screen and for each dialog.
/// </summary>
public sealed class EveryStageTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Accounts =
        """
        otpauth://totp/GitHub:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=GitHub
        otpauth://totp/Kraken:alice?secret=KRSXG5CTMVRXEZLU&issuer=Kraken&digits=8&period=60
        otpauth://hotp/Bank:4711?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank&counter=7
        """;

    private const string BackupPassword = "paper lantern nine";

    private readonly Look _look = new();

    [BrowserFact]
    public async Task IsReadable_WhileAccountsAreAdded()
    {
        var window = await WithAccounts();
        await window.Goes("add");
        await window.Types("Backup key", "otpauth://totp/Bank:mallory?secret=JBSWY3DP&issuer=GitHub");
        await window.Presses("Add");
        await window.Sees("Is this the account?");
        await window.Reads("This code gives two names");
        await _look.At(window, "app confirm");
        await window.Types("Site", "");
        await window.Types("Account", "");
        await window.Presses("Add");
        await window.Reads("Say which site or which account this key is for.");
        await _look.At(window, "app confirm errors");
        await window.Types("Site", "Bank");
        await window.Presses("Add");
        await window.Sees("Added");
        await _look.At(window, "app added");

        await window.Presses("Add another");
        await window.Types("Backup key", Parts(12)[1]);
        await window.Presses("Add");
        await window.Reads("1 of 2 scanned, still missing: part 1");
        await _look.At(window, "app gathering");
        await window.Types("Backup key", Parts(12)[0]);
        await window.Presses("Add");
        await window.Sees("From Google Authenticator");
        await _look.At(window, "app parts");
        await window.Imports("twin.txt", "otpauth://totp/Other:alice?secret=JBSWY3DPEHPK3PXP"u8.ToArray(), null);
        await window.Reads("You have this key as “GitHub: alice@example.com”.");
        await _look.At(window, "app preview renamed");

        Assert.Empty(_look.Findings);
    }

    [BrowserFact]
    public async Task IsReadable_WhileABackupIsMade_AndOpened()
    {
        var window = await WithAccounts();
        await window.Goes("export");
        await window.Presses("Continue");
        await window.Sees("Encrypted backup");
        await _look.At(window, "app backup");
        await window.Presses("Save the backup");
        await window.Reads("Choose a password.");
        await _look.At(window, "app backup errors");
        await window.Types("New password", BackupPassword);
        await window.Types("The same once more", BackupPassword);
        var backup = await window.Downloads("Save the backup");
        await window.Sees("Is the file there?");
        await _look.At(window, "app backup asked for");
        await window.Presses("Yes, it is there");
        await window.Sees("Done");
        await _look.At(window, "app backup done");

        await window.Imports("backup.json", backup, "not the password");
        await window.Reads("That password does not open this file.");
        await _look.At(window, "app file password");

        await Exports(window, "QR codes for Google Authenticator");
        await window.Sees("QR codes for Google Authenticator");
        await _look.At(window, "app google codes");
        await Exports(window, "A list of addresses");
        await window.Sees("A list of addresses");
        await _look.At(window, "app addresses");
        await Exports(window, "A page to print");
        await window.Sees("Backup keys");
        await _look.At(window, "app paper");

        Assert.Empty(_look.Findings);
    }

    [BrowserFact]
    public async Task IsReadable_OnTheCodes()
    {
        var window = await WithAccounts();
        await window.Goes("");
        await window.Taps("Bank");
        await window.Row("Kraken").Locator(".entry-menu").ClickAsync();
        await window.Presses("Show the next code");
        await window.Row("GitHub").Locator(".entry-menu").ClickAsync();
        await window.Presses("Add to favourites");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Favourites" }))
            .ToBeVisibleAsync();
        await _look.At(window, "app codes in use");
        await window.Types("Search accounts", "no such account");
        await window.Reads("Nothing found");
        await _look.At(window, "app nothing found");
        await window.Presses("Show all");
        await window.Presses("More");
        await _look.At(window, "app codes menu");
        await window.Presses("Keyboard shortcuts");
        await window.Sees("Keyboard shortcuts");
        await _look.At(window, "app shortcuts");
        await window.Presses("Close");
        await window.Presses("More");
        await window.Presses("Change the order");
        await window.Sees("Change the order");
        await _look.At(window, "app reorder");

        Assert.Empty(_look.Findings);
    }

    [BrowserFact]
    public async Task IsReadable_InAnAccount_AndInEveryDialog()
    {
        var window = await WithAccounts();
        await window.OpensAccount("Bank");
        await window.UnfoldsAdvanced();
        await window.Types("Counter of the next code", "1");
        await window.Types("Groups", "Work");
        await _look.At(window, "app account advanced");
        await window.Presses("Show key and QR code");
        await window.Presses("Show the key");
        await window.Reads("Type the password of this app.");
        await _look.At(window, "app key asked");
        await window.Types("Password of this app", AppInHand.Password);
        await window.Presses("Show the key");
        await Assertions.Expect(window.Page.Locator(".secret-value")).ToBeVisibleAsync();
        await _look.At(window, "app key");
        await Dialog(window, "Delete this account", "Keep it");

        await window.Goes("settings");
        await Dialog(window, "Change the password", "Cancel");
        await Dialog(window, "Forget everything", "Cancel");
        await window.Goes("");
        await window.Presses("Lock");
        await window.Sees(AppInHand.LockScreen);
        await window.Page.GetByText("I forgot the password").ClickAsync();
        await _look.At(window, "app forgotten");
        await Dialog(window, "Start anew", "Keep them");

        Assert.Empty(_look.Findings);
    }

    private async Task Dialog(Window window, string opens, string closes)
    {
        await window.Presses(opens);
        await Assertions.Expect(window.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await _look.At(window, $"app dialog: {opens}");
        await window.Presses(closes);
        await Assertions.Expect(window.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private async Task<Window> WithAccounts()
    {
        var window = await NewWindow();
        await window.Page.AddInitScriptAsync(AppInHand.OnlyDownloads);
        await window.SetsUpTheApp();
        await window.Imports("list.txt", Encoding.UTF8.GetBytes(Accounts), null);
        Assert.Equal("3 added", await window.AddsWhatIsChosen());
        return window;
    }

    private static async Task Exports(Window window, string kind)
    {
        await window.Goes("export");
        await window.Chooses(kind);
        await window.Presses("Continue");
        await window.ConfirmsExport();
    }

    private static IReadOnlyList<string> Parts(int accounts)
    {
        var uris = Enumerable.Range(1, accounts)
            .Select(i => new OtpAuthUri
            {
                Key = OtpKey.FromBytes([.. Enumerable.Repeat((byte)i, OtpKey.RecommendedLength)]),
                Issuer = "Example",
                Account = $"account{i}",
            });
        return MigrationPayload.Format(uris, batchId: 5).Uris;
    }
}
