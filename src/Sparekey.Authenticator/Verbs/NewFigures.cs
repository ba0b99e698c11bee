using System.CommandLine;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// New parameters for the codes of an entry, without its key. They correct an entry whose export did not carry them,
/// or whose counter is wrong.
/// </summary>
internal sealed record NewFigures(OtpAlgorithm? Algorithm, int? Digits, int? Period, ulong? Counter, bool MayGoBack)
{
    private static readonly Option<OtpAlgorithm?> AlgorithmOption = Figures.Choice("--algorithm",
        "The algorithm from now on.", ("sha1", OtpAlgorithm.Sha1), ("sha256", OtpAlgorithm.Sha256),
        ("sha512", OtpAlgorithm.Sha512));
    private static readonly Option<int?> DigitsOption = Figures.Number("--digits",
        "How many digits its codes have from now on.", KeyOptions.FewestDigits, Hotp.MaximumDigits);
    private static readonly Option<int?> PeriodOption = Figures.Number("--period",
        "How long each code holds from now on, in seconds.", 1, Totp.MaximumPeriod);
    private static readonly Option<ulong?> CounterOption = Figures.Counter(
        "--counter", "Of a hotp key: the counter of the next code.");
    private static readonly Option<bool> GoBack = new("--counter-may-go-back")
    {
        Description = "Let --counter be lower than it is, though codes that were used come again.",
    };

    public static IReadOnlyList<Option> All { get; } = [AlgorithmOption, DigitsOption, PeriodOption, CounterOption,
        GoBack];

    /// <returns>Null if no parameter changes.</returns>
    public static NewFigures? Of(ParseResult parsed)
    {
        var figures = new NewFigures(parsed.GetValue(AlgorithmOption), parsed.GetValue(DigitsOption),
            parsed.GetValue(PeriodOption), parsed.GetValue(CounterOption), parsed.GetValue(GoBack));
        if (figures is { MayGoBack: true, Counter: null })
            throw new StopException(ExitCode.Usage, "--counter-may-go-back goes with --counter.");
        return figures is { Algorithm: null, Digits: null, Period: null, Counter: null } ? null : figures;
    }

    /// <exception cref="StopException">The kind of the entry has no such parameter, or its counter would go back.
    /// </exception>
    public OtpAuthUri ApplyTo(OtpAuthUri otp)
    {
        if (otp.Kind is OtpKind.Steam)
            throw new StopException(ExitCode.Usage, "Nothing about Steam's codes can be chosen.");
        if (Counter is not null && otp.Kind is not OtpKind.Hotp)
            throw new StopException(ExitCode.Usage, "The codes of this key follow the clock: it has no counter.");
        if (Period is not null && otp.Kind is OtpKind.Hotp)
            throw new StopException(ExitCode.Usage, "The codes of this key follow a counter: it has no period.");
        if (Counter < otp.Counter && !MayGoBack)
            throw new StopException(ExitCode.Failed,
                $"Its counter is at {otp.Counter} already: below that, codes that were used come again. "
                    + "Nothing was changed; say --counter-may-go-back if that is meant.");
        return otp with
        {
            Algorithm = Algorithm ?? otp.Algorithm,
            Digits = Digits ?? otp.Digits,
            Period = Period ?? otp.Period,
            Counter = Counter ?? otp.Counter,
        };
    }
}
