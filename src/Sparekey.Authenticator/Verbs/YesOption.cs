using System.CommandLine;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>--yes</c>: the question is answered before it is asked.</summary>
internal static class YesOption
{
    public static Option<bool> Make() => new("--yes", "-y") { Description = "Do not ask; do it." };

    /// <summary>Goes on only when the person agrees.</summary>
    public static void Require(Surroundings around, ParseResult parsed, Option<bool> yes, string question)
    {
        if (parsed.GetValue(yes)) return;
        if (!around.Questions.Confirm(question, "Say --yes if you are sure."))
            throw new StopException(ExitCode.Failed, "You did not say yes, so nothing was done.");
    }
}
