namespace Sparekey.Server.Edges.Web.Components;

/// <param name="Field">Name of the control, or null when the message is about the whole page.</param>
/// <param name="Message">One sentence: what happened and what to do.</param>
public sealed record FieldError(string? Field, string Message);
