using Sparekey.Core.Messages;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web.Components;

/// <param name="Field">Name of the control, or null when the message is about the whole page.</param>
/// <param name="Message">One sentence: what happened and what to do.</param>
public sealed record FieldError(string? Field, string Message)
{
    /// <summary>A refusal as a page shows it: a message a field where it names fields, otherwise one about <paramref name="control"/>.</summary>
    public static IReadOnlyList<FieldError> Of(Refusal why, string? control = null) => why.Errors is { } errors ? [.. errors.Select(e => new FieldError(e.Key, e.Value))] : [new(control, why is { Code: "too_many_attempts", RetryAt: { } at } ? $"{why.Detail} You can try again at {PlainTime.At(at)}." : why.Detail)];
}
