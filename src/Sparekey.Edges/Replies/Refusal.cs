using Sparekey.Core.Messages;

namespace Sparekey.Edges.Replies;

/// <summary>An expected refusal: for programs a problem (RFC 9457), for people a sentence.</summary>
/// <param name="Text">One sentence: what happened and what to do.</param>
public sealed record Refusal(Problem Problem, Text Text)
{
    public string Code => Problem.Code();

    public int Status => Problem.Status();

    /// <summary>Earliest time at which another try makes sense.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Further members of the problem, for example <c>tries_left</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Members { get; init; }

    /// <summary>For <c>invalid_request</c>: the name of each invalid field, with its sentence.</summary>
    public IReadOnlyDictionary<string, Text>? Errors { get; init; }
}
