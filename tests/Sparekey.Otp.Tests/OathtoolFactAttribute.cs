namespace Sparekey.Otp.Tests;

/// <summary>
/// A fact that asks the oathtool of the OATH Toolkit, an independent program; skipped, and seen to be, where it is not
/// installed.
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
