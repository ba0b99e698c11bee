using System.CommandLine;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>Options that describe a new key. With an address, only issuer and account can be given.</summary>
internal sealed record KeyOptions(string? Issuer, string? Account, OtpKind? Kind, OtpAlgorithm? Algorithm, int? Digits,
    int? Period, ulong? Counter)
{
    /// <summary>Fewest digits that a person can choose. Addresses and files may have fewer.</summary>
    public const int FewestDigits = 4;

    private static readonly Option<string?> IssuerOption = new("--issuer")
    {
        Description = "Who gave the key: the site.",
        HelpName = "TEXT",
    };
    private static readonly Option<string?> AccountOption = new("--account")
    {
        Description = "Whose it is: your name there.",
        HelpName = "TEXT",
    };
    private static readonly Option<OtpKind?> KindOption = Figures.Choice("--kind",
        "Of a backup key: what its codes follow, by default totp.", ("totp", OtpKind.Totp), ("hotp", OtpKind.Hotp),
        ("steam", OtpKind.Steam));
    private static readonly Option<OtpAlgorithm?> AlgorithmOption = Figures.Choice("--algorithm",
        "Of a backup key: by default sha1.", ("sha1", OtpAlgorithm.Sha1), ("sha256", OtpAlgorithm.Sha256),
        ("sha512", OtpAlgorithm.Sha512));
    private static readonly Option<int?> DigitsOption = Figures.Number("--digits", "Of a backup key: by default 6.",
        FewestDigits, Hotp.MaximumDigits);
    private static readonly Option<int?> PeriodOption = Figures.Number("--period",
        "Of a backup key: seconds, by default 30.", 1, Totp.MaximumPeriod);
    private static readonly Option<ulong?> CounterOption = Figures.Counter(
        "--counter", "Of a hotp backup key: the counter of the next code, by default 0.");

    public static IReadOnlyList<Option> All { get; } = [IssuerOption, AccountOption, KindOption, AlgorithmOption,
        DigitsOption, PeriodOption, CounterOption];

    public static KeyOptions Of(ParseResult parsed)
    {
        var options = new KeyOptions(parsed.GetValue(IssuerOption), parsed.GetValue(AccountOption),
            parsed.GetValue(KindOption), parsed.GetValue(AlgorithmOption),
            parsed.GetValue(DigitsOption), parsed.GetValue(PeriodOption), parsed.GetValue(CounterOption));
        if (options.Counter is not null && options.Kind is not OtpKind.Hotp)
            throw new StopException(ExitCode.Usage, "--counter goes with --kind hotp.");
        if (options.Period is not null && options.Kind is OtpKind.Hotp)
            throw new StopException(ExitCode.Usage,
                "--period goes with --kind totp: the codes of hotp follow a counter.");
        if (options.Kind is OtpKind.Steam
            && (options.Algorithm is not null || options.Digits is not null || options.Period is not null))
            throw new StopException(ExitCode.Usage, "Nothing about Steam's codes can be chosen.");
        return options;
    }

    /// <summary>Whether any option gives a parameter that an address gives itself.</summary>
    public bool SayMoreThanNames =>
        Kind is not null || Algorithm is not null || Digits is not null || Period is not null || Counter is not null;
}
