using Microsoft.Playwright;
using Sparekey.Authenticator.Formats;
using Sparekey.Otp;

namespace Sparekey.Browser.Tests.Authenticator;

/// <summary>Independent readers read every export of the app: the C# readers, or the vault of another window.</summary>
public sealed class ExportTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string BackupPassword = "paper lantern nine";
    private const int Accounts = 13;

    private static readonly IReadOnlyList<OtpAuthUri> Kept =
    [
        .. Enumerable.Range(1, Accounts - 1)
            .Select(i => new OtpAuthUri
            {
                Key = OtpKey.FromBytes([.. Enumerable.Repeat((byte)(i * 7), OtpKey.RecommendedLength)]),
                Issuer = "Site & Söhne",
                Account = $"account{i}@example.com",
            }),
        new OtpAuthUri
        {
            Key = OtpKey.FromBytes([.. Enumerable.Range(1, 20).Select(i => (byte)i)]),
            Issuer = "Slow",
            Account = "sixty",
            Period = 60,
            Digits = 8,
            Algorithm = OtpAlgorithm.Sha256,
        },
    ];

    /// <summary>
    /// Simulates a browser that asks where to save, because a test cannot operate the real picker. The first time, the
    /// person cancels. The second time, the picker gives a real file.
    /// </summary>
    private const string AsksForThePlace =
        """
        let asked = 0;
        window.showSaveFilePicker = async ({ suggestedName }) => {
          if (asked++ === 0) throw new DOMException('The user aborted a request.', 'AbortError');
          return (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
        };
        """;

    [BrowserFact]
    public async Task EncryptedBackup_OpensElsewhere()
    {
        var window = await WithAccounts();
        await ComesToSavingABackup(window);
        await window.Downloads("Save the backup");
        await window.Sees("Is the file there?");
        await HasNoBackup(window);   // the person has not confirmed the file yet

        await ComesToSavingABackup(window);
        var backup = await window.Downloads("Save the backup");
        await window.Presses("Yes, it is there");
        await window.Sees("Done");
        await window.Goes("settings");
        await window.Reads("Complete");

        Assert.IsType<Reading.PasswordNeeded>(ImportFile.Read(backup, null));
        var reading = Assert.IsType<Reading.Read>(ImportFile.Read(backup, BackupPassword));
        Assert.Equal(Format.Aegis, reading.Format);
        Assert.Equal(Written(Kept),
            Written(reading.Items.Select(item => Assert.IsType<Item.Accepted>(item).Entry.Otp)));

        var other = await NewWindow();
        await other.SetsUpTheApp();
        await other.Imports("backup.json", backup, BackupPassword);
        Assert.Equal($"{Accounts} added", await other.AddsWhatIsChosen());
    }

    [BrowserFact]
    public async Task EncryptedBackup_IsNone_UntilItLiesWhereThePersonChose()
    {
        var window = await WithAccounts(AsksForThePlace);
        await ComesToSavingABackup(window);
        await window.Presses("Save the backup");
        await window.Sees("Nothing was saved");
        await window.Presses("Choose a place");
        await window.Sees("Done");
        await window.Reads("as they are here");
        var kept = await window.Page.EvaluateAsync<string>(
            """
            async () => {
              for await (const handle of (await navigator.storage.getDirectory()).values())
                return await (await handle.getFile()).text();
            }
            """);
        Assert.IsType<Reading.Read>(ImportFile.Read(System.Text.Encoding.UTF8.GetBytes(kept), BackupPassword));
        await window.Goes("settings");
        await window.Reads("Complete");
    }

    [BrowserFact]
    public async Task EncryptedBackup_IsNone_WhenSavingItWasCancelled()
    {
        var window = await WithAccounts(AsksForThePlace);
        await ComesToSavingABackup(window);
        await window.Presses("Save the backup");
        await window.Sees("Nothing was saved");
        await HasNoBackup(window);
    }

    [BrowserFact]
    public async Task QrCodesForGoogle_AreReadFromTheScreen()
    {
        var window = await WithAccounts();
        await window.Goes("export");
        await window.Chooses("QR codes for Google Authenticator");
        await window.Presses("Continue");
        await window.ConfirmsExport();
        await window.Sees("QR codes for Google Authenticator");
        await window.Reads("1 account is not in these codes");   // its period is 60 s, which the format cannot carry
        var first = await window.Page.Locator(".qr").ScreenshotAsync();
        await window.Presses("Next code");
        await window.Reads("Code 2 of 2");
        var second = await window.Page.Locator(".qr").ScreenshotAsync();

        var other = await NewWindow();
        await other.SetsUpTheApp();
        await other.Goes("add");
        await Opens(other, second);
        await other.Reads("part 1");   // the app names the missing part
        await Opens(other, first);
        await other.Sees("From Google Authenticator");
        Assert.Equal($"{Accounts - 1} added", await other.AddsWhatIsChosen());
    }

    [BrowserFact]
    public async Task PlainKeys_StandBehindTheWarningAndThePassword()
    {
        var window = await WithAccounts();
        await window.Goes("print");
        await window.Reads("It shows every key in the clear");   // the address of the screen alone does not show keys
        await window.Goes("export");
        await window.Chooses("A list of addresses");
        await window.Presses("Continue");
        await window.Presses("Show the keys");
        await window.Reads("Tick this first.");
        await window.Ticks("I understand, and keep it safe");
        await window.Types("Password of this app", "not the password");
        await window.Presses("Show the keys");
        await window.Reads("That is not the password of this app.");
        await window.Types("Password of this app", AppInHand.Password);
        await window.Presses("Show the keys");
        await window.Sees("A list of addresses");
        var list = await window.Downloads("Save the list");
        await window.Presses("Yes, it is there");
        await window.Reads("it is not encrypted");

        var reading = Assert.IsType<Reading.Read>(ImportFile.Read(list, null));
        Assert.Equal(Format.UriList, reading.Format);
        Assert.Equal(Written(Kept),
            Written(reading.Items.Select(item => Assert.IsType<Item.Accepted>(item).Entry.Otp)));

        await window.Goes("export");
        await window.Chooses("A page to print");
        await window.Presses("Continue");
        await window.ConfirmsExport();
        await window.Sees("Backup keys");
        Assert.Equal(Accounts, await window.Page.Locator(".paper-entry").CountAsync());
        await Assertions.Expect(window.Page.Locator(".paper-key").First).ToHaveTextAsync(Kept[0].Key.ToGroups());
    }

    private static async Task ComesToSavingABackup(Window window)
    {
        await window.Goes("export");
        await window.Sees("Export");
        await window.Presses("Continue");
        await window.Sees("Encrypted backup");
        await window.Types("New password", BackupPassword);
        await window.Types("The same once more", BackupPassword);
    }

    private static async Task HasNoBackup(Window window)
    {
        await window.Goes("");
        await window.Reads("There is no backup yet");
    }

    private async Task<Window> WithAccounts(string saves = AppInHand.OnlyDownloads)
    {
        var window = await NewWindow();
        await window.Page.AddInitScriptAsync(saves);
        await window.SetsUpTheApp();
        await window.Imports("list.txt",
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Kept.Select(uri => uri.Format()))), null);
        Assert.Equal($"{Accounts} added", await window.AddsWhatIsChosen());
        return window;
    }

    private static Task Opens(Window window, byte[] picture) =>
        window.Page.Locator("#picture")
            .SetInputFilesAsync(new FilePayload { Name = "screen.png", MimeType = "image/png", Buffer = picture });

    private static List<string> Written(IEnumerable<OtpAuthUri> uris) =>
        [.. uris.Select(uri => uri.Format()).Order(StringComparer.Ordinal)];
}
