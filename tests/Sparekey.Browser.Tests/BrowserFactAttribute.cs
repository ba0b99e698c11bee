namespace Sparekey.Browser.Tests;

/// <summary>A fact that needs a browser. Skipped visibly if no browser is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    internal const string Missing = "Chromium is not installed (Debian: apt install chromium).";

    /// <summary>The name of another program that the test runs. Without the program, the test is skipped.</summary>
    public string? Asks
    {
        get;
        init
        {
            field = value;
            if (value is not null && Find(value) is null)
                Skip = $"{value} is not installed (Debian: apt install {value}).";
        }
    }

    public BrowserFactAttribute()
    {
        if (Chromium.Program is null) Skip = Missing;
    }

    internal static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}

/// <summary>As <see cref="BrowserFactAttribute"/>, for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Chromium.Program is null) Skip = BrowserFactAttribute.Missing;
    }
}
