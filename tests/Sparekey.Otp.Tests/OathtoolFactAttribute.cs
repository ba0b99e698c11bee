namespace Sparekey.Otp.Tests;

/// <summary>
/// A fact that runs oathtool of the OATH Toolkit, an independent program. Skipped visibly if oathtool is not installed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OathtoolFactAttribute : FactAttribute
{
    public OathtoolFactAttribute()
    {
        if (Program is null) Skip = "oathtool is not installed (Debian: apt install oathtool).";
    }

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH")
            ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "oathtool")).FirstOrDefault(File.Exists);
}
