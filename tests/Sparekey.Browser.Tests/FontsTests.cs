namespace Sparekey.Browser.Tests;

public sealed class FontsTests(Chromium chromium) : BrowserTest(chromium)
{
    [BrowserFact]
    public async Task AreInstalled_ANarrowOneAndAWideOne()
    {
        var window = await NewWindow();
        await window.Opens("/");
        var (narrow, wide, neither) = (await Width(Fonts.Narrow), await Width(Fonts.Wide), await Width("monospace"));

        Assert.True(narrow != neither,
            "No narrow sans-serif font is installed (Debian: apt install fonts-crosextra-carlito).");
        Assert.True(wide != neither, "No wide sans-serif font is installed (Debian: apt install fonts-dejavu-core).");
        Assert.True(narrow < 0.9 * wide, $"The fonts are alike: {narrow} px and {wide} px.");

        Task<double> Width(string family) => window.Page.EvaluateAsync<double>(
            """
            family => {
              const pen = document.createElement('canvas').getContext('2d');
              pen.font = `100px ${family}, monospace`;
              return pen.measureText('Confirm that it is you').width;
            }
            """,
            family);
    }
}
