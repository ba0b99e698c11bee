using System.CommandLine;

namespace Sparekey.Authenticator.Verbs;

/// <summary><c>--yes</c>: confirms in advance, so the verb does not ask.</summary>
internal static class YesOption
{
    public static Option<bool> Make() => new("--yes", "-y") { Description = "Do not ask; do it." };

    /// <summary>Asks the person unless <c>--yes</c> was given. Stops the verb if the person does not agree.</summary>
    public static void Require(Surroundings around, ParseResult parsed, Option<bool> yes, string question)
    {
        if (parsed.GetValue(yes)) return;
        if (!around.Questions.Confirm(question, "Say --yes if you are sure."))
            throw new StopException(ExitCode.Failed, "You did not say yes, so nothing was done.");
    }
}
