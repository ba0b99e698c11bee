using Sparekey.Core.Messages;

namespace Sparekey.Server.Operations;

public enum Verdict { Fine, Note, Wrong }

/// <summary>One thing that the doctor looked at, in one line: what is, and where it is not fine what to do.</summary>
public sealed record Finding(Verdict Verdict, string Text)
{
    public static Finding Fine(string text) => new(Verdict.Fine, text);

    public static Finding Note(string text) => new(Verdict.Note, text);

    public static Finding Wrong(string text) => new(Verdict.Wrong, text);
}
