using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>
/// Hands a code to whoever asked for it: a person reads it in groups, a program gets the digits, the clipboard gets
/// them instead of either.
/// </summary>
internal static class CodePrint
{
    /// <param name="remark">How long it is good, or which one it is.</param>
    public static void Give(Surroundings around, OtpAuthUri otp, string code, string remark, bool copy = false)
    {
        if (copy && Clipboard.Copy(code) is { } with)
        {
            around.Error.WriteLine($"Copied with {with}: {Shown.Name(otp)}, {remark}");
            return;
        }
        // The next code by a counter is another one: this one must not be lost.
        if (!copy || otp.Kind is OtpKind.Hotp)
            around.Out.WriteLine(around.OutIsTerminal
                ? $"{Shown.Spaced(code, otp.Kind)}   {Shown.Name(otp)}, {remark}"
                : code);
        if (copy)
            throw otp.Kind is OtpKind.Hotp
                ? new StopException(ExitCode.Failed,
                    "Nothing took the code onto a clipboard. It is shown instead, because its counter is used.")
                : Unreachable();
    }

    /// <summary>Before a counter is taken for a code that then has nowhere to go.</summary>
    public static void RequireClipboard()
    {
        if (Clipboard.Way() is null) throw Unreachable();
    }

    private static StopException Unreachable() => new(ExitCode.Failed,
        "Nothing here can reach a clipboard. Install wl-clipboard, xclip or xsel, or leave out --copy.");
}
