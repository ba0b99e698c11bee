using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sparekey.Browser.Tests.Authenticator;

public sealed class OfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Key = "JBSWY3DPEHPK3PXP";

    [BrowserFact]
    public async Task OpensAndMakesCodes_WithoutNetworkAndServer()
    {
        var window = await NewWindow();
        await window.SetsUpTheApp();
        await window.AddsByHand(Key, "Example", "alice@example.com");
        await window.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");

        await House.Closes();   // from now on there is neither a server nor a network
        await window.Context.SetOfflineAsync(true);
        await window.Page.ReloadAsync();
        await window.Unlocks();
        await window.IsOpen();

        Assert.Contains(await window.CodeOf("alice@example.com"), Codes.Around(Key));

        // The code that reads pictures is stored on the device too, although it was never used.
        var picture = Film.Still("otpauth://totp/Second:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Second");
        await window.Goes("add");
        await window.Page.Locator("#picture")
            .SetInputFilesAsync(new FilePayload { Name = "code.png", MimeType = "image/png", Buffer = picture });
        await window.Sees("Is this the account?");
        await window.Presses("Add");
        await window.Sees("Added");
    }

    [BrowserFact]
    public async Task AsksNobodyElse_WhateverIsDone()
    {
        var window = await NewWindow();
        ConcurrentQueue<string> asked = [];
        window.Context.Request += (_, request) => asked.Enqueue(request.Url);
        await window.SetsUpTheApp();
        await window.AddsByHand(Key, "Example", "alice@example.com");
        await window.Goes("add");
        await window.Page.Locator("#picture")
            .SetInputFilesAsync(new FilePayload
            {
                Name = "code.png",
                MimeType = "image/png",
                Buffer = Film.Still("otpauth://totp/Second:bob?secret=GEZDGNBVGY3TQOJQ"),
            });
        await window.Sees("Is this the account?");
        foreach (var screen in new[] { "import", "export", "settings", "" })
        {
            await window.Goes(screen);
            await window.Settles();
        }
        await window.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");

        Assert.NotEmpty(asked);
        Assert.Contains(asked, url => url.EndsWith(".wasm", StringComparison.Ordinal));
        Assert.All(asked.Where(url => url.StartsWith("http", StringComparison.Ordinal)),
            url => Assert.StartsWith(new Uri(House.Address, "/authenticator/").ToString(), url));
    }
}
