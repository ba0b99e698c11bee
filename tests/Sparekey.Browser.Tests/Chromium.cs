using Microsoft.Playwright;

namespace Sparekey.Browser.Tests;

/// <summary>The system's own Chromium, started once for all tests. It also renders the pictures of documents.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    // Chromium runs without its sandbox: in a container it often runs as root, which the sandbox does not support, and
    // it opens only pages of this repository.
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Null if Chromium is not installed; the tests are then skipped visibly.</summary>
    public static string? Program { get; } =
        new[] { "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>A picture of a passport, as PNG.</summary>
    public byte[] Document { get; private set; } = [];

    /// <summary>A picture of a person with a sheet of paper, as JPEG.</summary>
    public byte[] Selfie { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (Program is null) return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Window.Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Flags });
        Document = await Draw(Drawings.Passport, ScreenshotType.Png);
        Selfie = await Draw(Drawings.Selfie, ScreenshotType.Jpeg);
    }

    /// <summary>A context with its own cookies, colours and size.</summary>
    public Task<IBrowserContext> NewContext(Uri address, bool scripts = true) =>
        NewContext(_browser!, address, scripts);

    /// <summary>Starts another browser, whose camera shows a film. The caller closes the browser.</summary>
    public Task<IBrowser> WithCamera(string film) => _playwright!.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Program,
        Args = [.. Flags, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            $"--use-file-for-fake-video-capture={film}"],
    });

    public static Task<IBrowserContext> NewContext(IBrowser browser, Uri address, bool scripts = true) =>
        browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 1440, Height = 900 },
            Locale = "en-GB",
        });

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    private async Task<byte[]> Draw(string html, ScreenshotType kind)
    {
        var page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = 900, Height = 620 } });
        await page.SetContentAsync(html);
        var picture = await page.ScreenshotAsync(new() { Type = kind });
        await page.CloseAsync();
        return picture;
    }
}

[CollectionDefinition(Name)]
public sealed class InChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
