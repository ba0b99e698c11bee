namespace Sparekey.Authenticator.Verbs;

/// <summary>One thing that <c>doctor</c> looked at.</summary>
/// <param name="Code">What the program answers when it is wrong.</param>
internal sealed record Finding(Verdict Verdict, string Text, ExitCode Code = ExitCode.Failed)
{
    public static Finding Fine(string text) => new(Verdict.Fine, text);

    public static Finding Note(string text) => new(Verdict.Note, text);

    public static Finding Wrong(string text, ExitCode code = ExitCode.Failed) => new(Verdict.Wrong, text, code);
}

/// <summary>How a <see cref="Finding"/> turned out.</summary>
internal enum Verdict
{
    Fine,

    /// <summary>Worth knowing; nothing has to be done.</summary>
    Note,

    Wrong,
}
