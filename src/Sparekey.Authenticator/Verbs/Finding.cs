namespace Sparekey.Authenticator.Verbs;

/// <summary>The result of one check of <c>doctor</c>.</summary>
/// <param name="Code">The exit code if the check found a fault.</param>
internal sealed record Finding(Verdict Verdict, string Text, ExitCode Code = ExitCode.Failed)
{
    public static Finding Fine(string text) => new(Verdict.Fine, text);

    public static Finding Note(string text) => new(Verdict.Note, text);

    public static Finding Wrong(string text, ExitCode code = ExitCode.Failed) => new(Verdict.Wrong, text, code);
}

/// <summary>The verdict of a <see cref="Finding"/>.</summary>
internal enum Verdict
{
    Fine,

    /// <summary>Useful to know; the person does not have to act.</summary>
    Note,

    Wrong,
}
