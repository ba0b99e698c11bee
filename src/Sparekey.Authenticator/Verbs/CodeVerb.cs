using System.CommandLine;
using Sparekey.Authenticator.Edges;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>code NAME</c>: prints the code, for a person or for a program.</summary>
internal static class CodeVerb
{
    private const int LongestWatch = 24 * 60 * 60;

    private static readonly Argument<string[]> Name = NameArgument.Make(ArgumentArity.ZeroOrMore);
    private static readonly Option<bool> Next = new("--next") { Description = "The code after this one." };
    private static readonly Option<bool> Copy = new("--copy")
    {
        Description = "Put the code on the clipboard instead of printing it.",
    };
    private static readonly Option<bool> Watch = new("--watch", "-w")
    {
        Description = "Show codes as they change, until Ctrl+C. Without a NAME: all of them.",
    };
    private static readonly Option<int?> For = Figures.Number("--for", "End --watch after so many seconds.", 1,
        LongestWatch);
    private static readonly Option<DateTimeOffset?> At = Figures.Moment(
        "--at", "The code of another time than now: seconds since 1970, or 2026-11-22T09:30:00Z.");

    public static Command In(Surroundings around)
    {
        var command = new Command("code", "Print a code: just the digits where a program reads them.")
        {
            Name, Next, Copy, Watch, For, At,
        };
        command.SetAction(parsed => (int)Run(around, parsed));
        return command;
    }

    private static ExitCode Run(Surroundings around, ParseResult parsed)
    {
        var name = NameArgument.Of(parsed, Name);
        var (next, copy, watch, at) = (parsed.GetValue(Next), parsed.GetValue(Copy), parsed.GetValue(Watch),
            parsed.GetValue(At));
        if (watch && (next || copy || at is not null))
            throw new StopException(ExitCode.Usage, "--watch goes with none of --next, --copy and --at.");
        if (!watch && parsed.GetValue(For) is not null)
            throw new StopException(ExitCode.Usage, "--for says how long to --watch.");
        if (watch && !around.OutIsTerminal)
            throw new StopException(ExitCode.Usage, "--watch draws on a terminal, and standard output is none.");
        if (!watch && name.Length == 0)
            throw new StopException(ExitCode.Usage, $"Which code? Give a NAME; {CommandLine.Program} list shows them.");

        if (copy) CodePrint.RequireClipboard();
        using var access = VaultAccess.Of(around, parsed);
        var entries = access.Read().Entries;
        if (watch)
            return WatchCodes(around, name.Length == 0 ? entries : [NameArgument.One(around, entries, name)],
                parsed.GetValue(For));

        var (id, entry) = NameArgument.One(around, entries, name);
        var otp = entry.Otp;
        if (otp.Kind is OtpKind.Hotp)
        {
            if (next || at is not null)
                throw new StopException(ExitCode.Usage,
                    "The codes of this key follow a counter, not the clock: --next and --at mean nothing for it.");
            var (code, counter) = access.TakeCounter(id);
            CodePrint.Give(around, otp, code, $"counter {counter}", copy);
            return ExitCode.Done;
        }
        var now = at ?? around.Clock.GetUtcNow();
        CodePrint.Give(around, otp, CodeAt.Compute(otp, next ? CodeAt.NextStep(otp, now) : now),
            next ? "next" : $"{CodeAt.SecondsLeft(otp, now)} s left", copy);
        return ExitCode.Done;
    }

    private static ExitCode WatchCodes(Surroundings around, IReadOnlyList<AegisEntry> entries, int? seconds)
    {
        var timed = entries.Select(kept => kept.Entry).Where(entry => entry.Otp.Kind is not OtpKind.Hotp).ToList();
        if (timed.Count == 0)
            throw new StopException(ExitCode.Failed,
                "There is nothing to watch: codes by a counter change only when they are used.");
        LiveCodes.Show(timed, around.Clock, seconds is { } limit ? TimeSpan.FromSeconds(limit) : null,
            Interruption.AsOrdinaryEnd());
        return ExitCode.Done;
    }
}
