namespace Sparekey.Server.Edges.Web.Components;

/// <summary>A refusal as a page shows it: beside the control that it is about, or above all of them.</summary>
public static class FieldErrors
{
    /// <param name="field">The control that a refusal without fields of its own is about; null for the whole page.</param>
    public static IReadOnlyList<FieldError> Of(Refusal why, string? field = null) => why.Errors is { } errors
        ? [.. errors.Select(error => new FieldError(error.Key, error.Value))]
        : [new FieldError(field, why.RetryAt is { } at ? $"{why.Detail} You can try again at {PlainTime.At(at)}." : why.Detail)];
}
