using System.Diagnostics;

namespace Sparekey.Authenticator.Tests.Interop;

/// <summary>
/// A fact that runs OTPClient, an independent authenticator. Skipped visibly if OTPClient or the programs that drive
/// its window are not installed.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtpClientFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["otpclient", "otpclient-cli", "xvfb-run", "xauth", "dbus-run-session"];

    public OtpClientFactAttribute() => Skip = Reason.Value;

    /// <summary>Debian's own Python, because its modules for accessibility are packaged only for this Python.</summary>
    internal const string Python = "/usr/bin/python3";

    private static readonly Lazy<string?> Reason = new(() =>
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = Programs.Where(program =>
            !path.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0 || !File.Exists(Python) || !File.Exists("/usr/libexec/at-spi-bus-launcher")
            || Output(Python, "-c", "import gi; gi.require_version('Atspi', '2.0')").Code != 0)
            return "OTPClient or what drives its window is not installed (Debian: apt install otpclient otpclient-cli "
                + "xvfb xauth dbus at-spi2-core gir1.2-atspi-2.0 python3-gi).";
        return Output("otpclient-cli", "--version").Text.Contains("v3.", StringComparison.Ordinal)
            ? null
            : "This OTPClient is not version 3, whose window is known here (Debian 12 has it).";
    });

    private static (int Code, string Text) Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + error.Result);
    }
}
