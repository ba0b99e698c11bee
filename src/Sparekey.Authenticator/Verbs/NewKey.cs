using System.Diagnostics;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// Reads a key that a person typed, pasted or piped: an <c>otpauth:</c> address, or a backup key with options.
/// </summary>
internal static class NewKey
{
    /// <summary>
    /// Shorter keys get a warning. RFC 4226 section 4 requires 128 bits, but many sites use 80 bits and apps accept any
    /// length.
    /// </summary>
    private const int UnremarkableBits = OtpKey.ShortLength * 8;

    public static (OtpAuthUri Otp, IReadOnlyList<OtpAuthWarning> Warnings) Read(Surroundings around, string text,
        KeyOptions options)
    {
        text = text.Trim().TrimStart('\uFEFF');
        if (text.Length == 0) throw new StopException(ExitCode.Failed, "There is no key: what was read is empty.");
        return text.Contains("://", StringComparison.Ordinal)
                || text.StartsWith("otpauth", StringComparison.OrdinalIgnoreCase)
            ? ReadAddress(text, options)
            : ReadBackupKey(around, text, options);
    }

    private static (OtpAuthUri, IReadOnlyList<OtpAuthWarning>) ReadAddress(string text, KeyOptions options)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n') >= 0)
            throw new StopException(ExitCode.Failed,
                $"This is more than one line. {CommandLine.Program} import reads files with several keys.");
        switch (OtpAuthUri.Parse(text))
        {
            case OtpAuthReading.Refused { Reason: OtpAuthRefusal.Migration }:
                throw new StopException(ExitCode.Failed,
                    "This is an export of Google Authenticator, which holds several keys. "
                        + $"Put it into a file and use {CommandLine.Program} import FILE.");
            case OtpAuthReading.Refused { Reason: OtpAuthRefusal.NoName }
                when options.Issuer is not null || options.Account is not null:
                throw new StopException(ExitCode.Failed,
                    "This address has no name of its own. Give its backup key instead, with --issuer and --account.");
            case OtpAuthReading.Refused refused:
                throw new StopException(ExitCode.Failed, refused.Message);
            case OtpAuthReading.Parsed parsed:
                if (options.SayMoreThanNames)
                    throw new StopException(ExitCode.Usage,
                        "The address itself says how its codes are made. Of these options only --issuer, --account, "
                            + "--group, --note and --favourite go with it.");
                var otp = parsed.Uri with
                {
                    Issuer = Tidy(options.Issuer) ?? parsed.Uri.Issuer,
                    Account = Tidy(options.Account) ?? parsed.Uri.Account,
                };
                RequireName(otp);
                return (otp, parsed.Warnings);
            default: throw new UnreachableException();
        }
    }

    private static (OtpAuthUri, IReadOnlyList<OtpAuthWarning>) ReadBackupKey(Surroundings around, string text,
        KeyOptions options)
    {
        if (OtpKey.Parse(text) is not TypedKey.Accepted { Key: var key } accepted)
            throw new StopException(ExitCode.Failed, OtpKey.Parse(text).Message);
        var (issuer, account) = (Tidy(options.Issuer), Tidy(options.Account));
        if (issuer is null && account is null)
        {
            const string Otherwise = "Say whose key it is with --issuer and --account.";
            issuer = Tidy(around.Questions.Ask("Issuer (the site)", Otherwise));
            account = Tidy(around.Questions.Ask("Account (your name there)", Otherwise));
        }
        var kind = options.Kind ?? OtpKind.Totp;
        var otp = new OtpAuthUri
        {
            Key = key,
            Kind = kind,
            Issuer = issuer ?? "",
            Account = account ?? "",
            Algorithm = options.Algorithm ?? OtpAlgorithm.Sha1,
            Digits = kind is OtpKind.Steam ? SteamCode.Length : options.Digits ?? Hotp.DefaultDigits,
            Period = options.Period ?? Totp.DefaultPeriod,
            Counter = options.Counter ?? 0,
        };
        RequireName(otp);
        List<OtpAuthWarning> warnings = [];
        if (key.Bits < UnremarkableBits) warnings.Add(OtpAuthWarning.ShortKey);
        if (accepted.LooksIncomplete) warnings.Add(OtpAuthWarning.IncompleteKey);
        if (kind is not OtpKind.Steam && otp.Digits is < 6 or > 8) warnings.Add(OtpAuthWarning.UnusualDigits);
        return (otp, warnings);
    }

    private static void RequireName(OtpAuthUri otp)
    {
        if (otp.Issuer.Length == 0 && otp.Account.Length == 0)
            throw new StopException(ExitCode.Usage,
                "A key needs an issuer or an account to be found again. Say --issuer or --account.");
    }

    private static string? Tidy(string? text) => text is null ? null : OtpName.Tidy(text);
}
