using System.Diagnostics;
using Microsoft.Playwright;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Bench;

/// <summary>
/// The authenticator with 1,000 accounts in the system's Chromium, without a graphics card: unlocking, scrolling,
/// searching.
/// </summary>
internal static class AppInBrowser
{
    private const int Accounts = 1_000;
    private const string Password = "plum tractor sings";

    /// <summary>Cost of the vault's password slot.</summary>
    private const uint Argon2Kibibytes = 64 * 1024;
    private const uint Argon2Passes = 3;

    // The floor: a list of equally many plain rows, scrolled by the same steps in the same browser.
    private const string PlainList =
        """
        count => {
          document.body.innerHTML = '';
          for (let i = 0; i < count; i++) {
            const row = document.createElement('p');
            row.textContent = `Account ${i}`;
            row.style.height = '76px';
            document.body.append(row);
          }
        }
        """;

    private const string Scroll =
        """
        () => new Promise(done => {
          const frames = []; let before;
          scrollTo(0, 0);
          requestAnimationFrame(function next(now) {
            if (before !== undefined) frames.push(now - before);
            before = now;
            scrollBy(0, 120);
            if (frames.length < 180) requestAnimationFrame(next); else done(frames);
          });
        })
        """;

    private const string Search =
        """
        async () => {
          const box = document.querySelector('#search'), times = [];
          const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
          for (const text of ['7', '77', '777', '77', '7', '', 'a', 'ac', 'account9', 'account99', '']) {
            const from = performance.now();
            setter.call(box, text);
            box.dispatchEvent(new Event('input', { bubbles: true }));
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            times.push(performance.now() - from);
          }
          return times;
        }
        """;

    public static async Task Measure(Table table, int rounds)
    {
        if (Chromium() is not { } program)
        {
            table.Add("the authenticator in a browser", "not measured: Chromium is not installed", "", "", "");
            return;
        }
        await using var server = await Server.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new()
        {
            BaseURL = new Uri(server.Url).ToString(),
            ViewportSize = new() { Width = 412, Height = 915 },
        });
        await Fill(page);

        List<double> unlock = [], argon = [];
        for (var i = 0; i < rounds; i++)
        {
            argon.Add(RawArgon2());
            unlock.Add(await Unlock(page));
        }
        table.Add($"authenticator: unlock {Accounts:N0} accounts", $"{Table.Median(unlock):0} ms",
            $"{Table.Median(argon):0} ms Argon2id, 64 MiB, 3 passes, by libargon2",
            $"{Table.Median(unlock) / Table.Median(argon):0.0}", "");

        await page.WaitForTimeoutAsync(2_000);
        var frames = await page.EvaluateAsync<double[]>(Scroll);
        var search = await page.EvaluateAsync<double[]>(Search);
        var plain = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 412, Height = 915 } });
        await plain.EvaluateAsync(PlainList, Accounts);
        var floor = await plain.EvaluateAsync<double[]>(Scroll);
        table.Add("authenticator: a frame while scrolling, median (95 of 100)",
            $"{Table.Median(frames):0.0} ms ({At95(frames):0.0})",
            $"{Table.Median(floor):0.0} ms ({At95(floor):0.0}) plain rows",
            $"{Table.Median(frames) / Table.Median(floor):0.00}", "60 frames a second: 16.7 ms");
        table.Add("authenticator: from a key pressed in the search to the second frame after it",
            $"{Table.Median(search):0} ms (longest {search.Max():0})", "33 ms: two frames",
            $"{Table.Median(search) / (2 * 1000 / 60.0):0.0}", "");
    }

    private static async Task Fill(IPage page)
    {
        await page.GotoAsync("/authenticator/");
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("The same once more", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await Lists(page);
        await page.EvaluateAsync("() => { location.hash = '#/import'; }");
        var list = string.Join('\n',
            Enumerable.Range(0, Accounts)
                .Select(i =>
                    (Account: i, Key: Otp.Base32.Encode([.. BitConverter.GetBytes(i * 7919L), .. Bench.Accounts.Seed])))
                .Select(e => $"otpauth://totp/Site%20{e.Account % 97}:account{e.Account}@example.com?secret={e.Key}"
                    + $"&issuer=Site%20{e.Account % 97}"));
        await page.GetByLabel("File", new() { Exact = true })
            .SetInputFilesAsync(new FilePayload
            {
                Name = "list.txt",
                MimeType = "text/plain",
                Buffer = System.Text.Encoding.UTF8.GetBytes(list),
            });
        await page.GetByRole(AriaRole.Button, new() { Name = $"Add {Accounts} accounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"{Accounts} added" })
            .WaitForAsync(new() { Timeout = 60_000 });
        await page.EvaluateAsync("() => { location.hash = '#/'; }");
        await page.Locator(".entry").First.WaitForAsync();
    }

    private static async Task<double> Unlock(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        var watch = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock", Exact = true }).ClickAsync();
        await page.Locator(".entry").First.WaitForAsync();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double RawArgon2()
    {
        var watch = Stopwatch.StartNew();
        if (Argon2.Id("a password"u8, new byte[16], Argon2Kibibytes, Argon2Passes, lanes: 1, length: 32)
            is not Derivation.Made)
            throw new InvalidOperationException("libargon2 is missing (Debian: apt install libargon2-1).");
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Task Lists(IPage page) => page.Locator("main[aria-label='Codes']").WaitForAsync();

    private static double At95(double[] values) => values.Order().ElementAt((int)(values.Length * 0.95));

    private static string? Chromium() => new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
