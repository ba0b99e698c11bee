using System.CommandLine;
using System.CommandLine.Parsing;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// Runs a command line and gives its exit code. Every failure becomes a short message, because a stack trace does not
/// help a person at a prompt.
/// </summary>
internal static class CommandLine
{
    public const string Program = "sparekey-auth";

    private const string KeyOnCommandLine =
        "A key on the command line stays in the shell's history, and every user of this machine can see it in ps. "
        + "It was not used. "
        + "Leave it out and it is asked for, or put it into a file and say --file FILE.";

    public static int Run(RootCommand root, string[] arguments, Surroundings around)
    {
        try
        {
            // Response files are off, because "@alice" is an account and not a file of further arguments.
            var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (arguments.Length == 0)
                throw new StopException(ExitCode.Usage, $"Say what to do: {Verbs(root)}. {Program} --help tells more.");
            if (parsed.Errors.Count > 0) throw new StopException(ExitCode.Usage, Explain(parsed));
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = around.Out,
                Error = around.Error,
            });
        }
        catch (StopException e)
        {
            return Say(around, e.Message, e.Code);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(around, FileTrouble(e), ExitCode.Failed);
        }
        catch (Exception e)
        {
            // The message of the exception may quote a secret, so only the type and the method are printed.
            return Say(around,
                $"Something unexpected happened ({e.GetType().Name} in "
                    + $"{e.TargetSite?.DeclaringType?.Name}.{e.TargetSite?.Name}). "
                    + "The vault is as it was before or after, never in between. Please report it.",
                ExitCode.Failed);
        }
    }

    /// <summary>Refuses keys on the command line. The verb should ask for a key or read it from a file.</summary>
    /// <param name="words">Arguments of a verb that takes names or files.</param>
    public static void RefuseKeys(params IEnumerable<string> words)
    {
        if (words.Any(LooksLikeKey)) throw new StopException(ExitCode.Usage, KeyOnCommandLine);
    }

    /// <summary>Refuses unknown options among the words of a verb that takes any number of words.</summary>
    public static void RefuseOptions(ParseResult parsed, IEnumerable<string> words)
    {
        if (words.FirstOrDefault(word => word.StartsWith('-')) is { } option)
            throw new StopException(ExitCode.Usage,
                UnknownOption(option, $"{Program} {parsed.CommandResult.Command.Name} --help"));
    }

    private static string UnknownOption(string option, string help)
    {
        var name = option.Split('=', ':')[0];
        return name is "--password" or "--pass" or "-p"
            ? "A password on the command line can be seen by others. It is asked for, or put it into a file and say "
                + "--password-file FILE."
            : $"There is no option {name}. See {help}.";
    }

    private static string Verbs(RootCommand root) => string.Join(", ", root.Subcommands.Select(verb => verb.Name));

    /// <summary>The message of the system, and advice what to do.</summary>
    private static string FileTrouble(Exception trouble)
    {
        const int NoSpace = 28;   // ENOSPC of Linux and macOS
        const int WindowsDiskFull = unchecked((int)0x80070070);
        var advice = trouble switch
        {
            FileNotFoundException or DirectoryNotFoundException => "Check the path.",
            { HResult: NoSpace or WindowsDiskFull } => "Make room on that disk, and try again.",
            _ => "Check the path, its permissions, and the disk.",
        };
        var what = trouble.Message.ReplaceLineEndings(" ").TrimEnd('.')
            .Replace(" : '", ": '", StringComparison.Ordinal);
        return $"{what}. {advice}";
    }

    // The message does not repeat the words of the command line, because one of them may be a secret.
    private static string Explain(ParseResult parsed)
    {
        var verb = parsed.CommandResult.Command.Name;
        if (parsed.UnmatchedTokens.Any(LooksLikeKey)
            || (verb == "add" && parsed.UnmatchedTokens.Any(word => !word.StartsWith('-'))))
            return KeyOnCommandLine;
        var help = parsed.CommandResult.Command is RootCommand ? $"{Program} --help" : $"{Program} {verb} --help";
        if (parsed.UnmatchedTokens.FirstOrDefault(word => word.StartsWith('-')) is { } option)
            return UnknownOption(option, help);
        if (parsed.UnmatchedTokens.Count > 0)
            return parsed.CommandResult.Command is RootCommand
                ? $"There is no such verb. There are {Verbs((RootCommand)parsed.CommandResult.Command)}. See {help}."
                : $"There are more words than {verb} takes. See {help}.";
        return $"{parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.')}. See {help}.";
    }

    private static bool LooksLikeKey(string word) =>
        word.Contains("otpauth", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("steam://", StringComparison.OrdinalIgnoreCase)
        || (word.Length >= OtpKey.ShortLength * 8 / 5 && !word.Contains('.') && !word.Contains('-')
            && !word.Contains('/') && OtpKey.TryParse(word, out _));

    private static int Say(Surroundings around, string sentence, ExitCode code)
    {
        around.Error.WriteLine($"{Program}: {sentence}");
        return (int)code;
    }
}
