namespace Sparekey.Edges.Replies;

/// <summary>An expected refusal, for both doors: a program gets an RFC 9457 problem, a person gets <see cref="Detail"/>.</summary>
/// <param name="Code">Stable identifier, see spec/problems.md.</param>
/// <param name="Detail">One sentence: what happened and what to do.</param>
public sealed record Refusal(int Status, string Code, string Detail)
{
    /// <summary>When trying again makes sense.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Further members of the problem, such as <c>tries_left</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Members { get; init; }

    /// <summary>Field to message, for <c>invalid_request</c>.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }
}

/// <summary>What a use case answers: its value, or a refusal.</summary>
public abstract record Reply<T>
{
    private Reply() { }

    public sealed record Done(T Value) : Reply<T>;

    public sealed record Refused(Refusal Why) : Reply<T>;

    public static implicit operator Reply<T>(T value) => new Done(value);

    public static implicit operator Reply<T>(Refusal why) => new Refused(why);
}

/// <summary>The answer of a use case that has nothing to tell but that it was done.</summary>
public sealed record Nothing
{
    public static readonly Nothing Else = new();
}
