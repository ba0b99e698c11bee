using System.CommandLine;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>show NAME</c>: shows one entry. The key needs <c>--reveal</c> and a confirmation.</summary>
internal static class ShowVerb
{
    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.OneOrMore);
    private static readonly Option<bool> Reveal = new("--reveal")
    {
        Description = "Show the key and the set-up address too.",
    };
    private static readonly Option<bool> Yes = YesOption.Make();

    public static Command In(Surroundings around)
    {
        var command = new Command("show", "Show all about one entry.") { Name, Reveal, Yes };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        using var access = VaultAccess.Of(around, parsed);
        var entry = NameArgument.One(around, access.Read().Entries, NameArgument.Of(parsed, Name)).Entry;
        var otp = entry.Otp;
        Line("Issuer", otp.Issuer);
        Line("Account", otp.Account);
        Line("Kind",
            otp.Kind switch
            {
                OtpKind.Totp => "totp: by the clock",
                OtpKind.Hotp => "hotp: by a counter",
                _ => "steam: by the clock, in Steam's letters",
            });
        if (otp.Kind is not OtpKind.Steam) Line("Algorithm", Display.Algorithm(otp.Algorithm));
        if (otp.Kind is not OtpKind.Steam) Line("Digits", $"{otp.Digits}");
        if (otp.Kind is OtpKind.Hotp) Line("Counter", $"{otp.Counter}");
        else Line("Period", $"{CodeAt.Period(otp)} s");
        Line("Key", $"{otp.Key.Bits} bits");
        Line("Groups", string.Join(", ", entry.Groups));
        Line("Favourite", entry.Favourite ? "yes" : "");
        Line("Note", entry.Note);
        if (!parsed.GetValue(Reveal)) return ExitCode.Done;

        YesOption.Require(around, parsed, Yes,
            $"Whoever sees the key of {Display.Name(otp)} can make its codes. Show it?");
        around.Out.WriteLine($"Key        {otp.Key.ToGroups()}");
        around.Out.WriteLine($"Address    {otp.Format()}");
        return ExitCode.Done;

        void Line(string label, string text)
        {
            if (text.Length == 0) return;
            // A note may have several lines.
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
                around.Out.WriteLine($"{label,-10} {Display.Text(line)}");
        }
    }
}
