using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>
/// Gives out a code. A terminal shows the digits in groups, a program reads the plain digits, and with
/// <c>--copy</c> the plain digits go to the clipboard instead.
/// </summary>
internal static class CodePrint
{
    /// <param name="remark">For people: for how long the code is valid, or which code it is.</param>
    public static void Give(Surroundings around, OtpAuthUri otp, string code, string remark, bool copy = false)
    {
        if (copy && Clipboard.Copy(code) is { } with)
        {
            around.Error.WriteLine($"Copied with {with}: {Display.Name(otp)}, {remark}");
            return;
        }
        // A code by a counter is shown even if copying failed: its counter is used, so the code cannot be made again.
        if (!copy || otp.Kind is OtpKind.Hotp)
            around.Out.WriteLine(around.OutIsTerminal
                ? $"{Display.Spaced(code, otp.Kind)}   {Display.Name(otp)}, {remark}"
                : code);
        if (copy)
            throw otp.Kind is OtpKind.Hotp
                ? new StopException(ExitCode.Failed,
                    "Nothing took the code onto a clipboard. It is shown instead, because its counter is used.")
                : Unreachable();
    }

    /// <summary>
    /// Stops the verb if there is no clipboard, before a counter is used up for a code that cannot be copied.
    /// </summary>
    public static void RequireClipboard()
    {
        if (Clipboard.Way() is null) throw Unreachable();
    }

    private static StopException Unreachable() => new(ExitCode.Failed,
        "Nothing here can reach a clipboard. Install wl-clipboard, xclip or xsel, or leave out --copy.");
}
