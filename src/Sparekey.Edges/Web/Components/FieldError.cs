using Sparekey.Core.Messages;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Edges.Web.Components;

/// <param name="Field">Name of the control, or null if the message is about the whole page.</param>
/// <param name="Message">One sentence: what happened and what to do.</param>
public sealed record FieldError(string? Field, string Message)
{
    /// <summary>
    /// The messages of a refusal on a page: one for each field that the refusal names, otherwise one about
    /// <paramref name="control"/>. Empty without a refusal.
    /// </summary>
    public static IReadOnlyList<FieldError> Of(Refusal? why, string? control = null) => why switch
    {
        null => [],
        { Errors: { } errors } => [.. errors.Select(error => new FieldError(error.Key, TextCatalogue.Of(error.Value)))],
        _ => [new(control, Sentence(why))],
    };

    private static string Sentence(Refusal why)
    {
        var sentence = TextCatalogue.Of(why.Text);
        return why is { Problem: Problem.TooManyAttempts, RetryAt: { } at }
            ? $"{sentence} You can try again at {PlainTime.At(at)}."
            : sentence;
    }
}
