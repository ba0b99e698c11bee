namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>
/// Checks for <c>script</c> of util-linux, with which tests run the built program on a real pseudo-terminal. Without
/// <c>script</c>, the tests are skipped visibly.
/// </summary>
internal static class TerminalTool
{
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "Pseudo-terminals are made with the script of util-linux, on Linux."
            : File.Exists("/usr/bin/script") ? null : "script is not installed (Debian: apt install bsdutils).";
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = TerminalTool.Missing;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() => Skip = TerminalTool.Missing;
}
