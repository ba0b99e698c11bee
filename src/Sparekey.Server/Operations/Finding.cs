using Sparekey.Core.Messages;

namespace Sparekey.Server.Operations;

public enum Verdict { Fine, Note, Wrong }

/// <summary>The result of one check by the doctor, in one line: the state, and what to do unless it is fine.</summary>
public sealed record Finding(Verdict Verdict, string Text)
{
    public static Finding Fine(string text) => new(Verdict.Fine, text);

    public static Finding Note(string text) => new(Verdict.Note, text);

    public static Finding Wrong(string text) => new(Verdict.Wrong, text);
}
