using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Terminal;

/// <summary>Hands a code to whoever asked for it: a person reads it in groups, a program gets the digits, the clipboard gets them instead of either.</summary>
internal static class CodePrint
{
    /// <param name="remark">How long it is good, or which one it is.</param>
    public static void Give(Surroundings around, OtpAuthUri otp, string code, string remark, bool copy = false)
    {
        if (copy)
        {
            var with = Clipboard.Copy(code) ?? throw Unreachable();
            around.Error.WriteLine($"Copied with {with}: {Shown.Name(otp)}, {remark}");
        }
        else
        {
            around.Out.WriteLine(around.OutIsTerminal ? $"{Shown.Spaced(code, otp.Kind)}   {Shown.Name(otp)}, {remark}" : code);
        }
    }

    /// <summary>Before a counter is taken for a code that then has nowhere to go.</summary>
    public static void RequireClipboard()
    {
        if (Clipboard.Way() is null) throw Unreachable();
    }

    private static StopException Unreachable() => new(ExitCode.Failed, "Nothing here can reach a clipboard. Install wl-clipboard, xclip or xsel, or leave out --copy.");
}
