using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Sparekey.Browser.Tests;

/// <summary>
/// Checks that a page works for everybody: on a large light screen and on a small dark one, for eyes and for screen
/// readers.
/// </summary>
public sealed class Look
{
    private static readonly (int Width, int Height, ColorScheme Colours, string Name)[] Screens =
        [(1440, 900, ColorScheme.Light, "light"), (360, 780, ColorScheme.Dark, "dark")];

    // In pixels. The width may differ by this much through rounding.
    private const int Rounding = 1;

    // The requirements of WCAG 2.2 AA, and the best practices of axe.
    private static readonly AxeRunOptions Everything = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
    };

    // The second screen shows the same page in other colours, so only the contrast must be checked again.
    private static readonly AxeRunOptions Colours = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    // Measures by how much the page is wider than the screen in a font. The content security policy of the page allows
    // style sheets that a script makes.
    private const string Excess =
        """
        font => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`:root { --sans: ${font}; }`);
          document.adoptedStyleSheets = [sheet];
          const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          document.adoptedStyleSheets = [];
          return excess;
        }
        """;

    private readonly List<string> _findings = [];

    /// <summary>Folder for the pictures of docs/screenshots.sh. If null, no pictures are taken.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SPAREKEY_SCREENSHOTS");

    /// <summary>The faults, one line each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <param name="name">The name of the page. A name with a hyphen is also a picture of the documentation.</param>
    public async Task At(Window window, string name)
    {
        var page = window.Page;
        await window.Settles();
        foreach (var (width, height, colours, screen) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            foreach (var font in new[] { Fonts.Narrow, Fonts.Wide })
            {
                var excess = await page.EvaluateAsync<int>(Excess, font);
                if (excess > Rounding)
                    _findings.Add($"{name} ({window.Path}): scrolls sideways by {excess} px at {width} with {font}.");
            }
            if (Pictures is not null && name.Contains('-'))
            {
                var picture = Path.Combine(Pictures, $"{name}-{screen}.png");
                await page.ScreenshotAsync(new() { Path = picture, FullPage = true });
            }
            var result = await page.RunAxe(colours == ColorScheme.Light ? Everything : Colours);
            foreach (var violation in result.Violations.Where(v => v.Impact is "serious" or "critical"))
            {
                var nodes = string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html));
                _findings.Add($"{name} ({window.Path}, {screen}): {violation.Id}: {violation.Help}: {nodes}");
            }
        }
        await page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
