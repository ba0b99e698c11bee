namespace Sparekey.Edges.Web.Components;

/// <summary>
/// One thing to choose, in <see cref="Choices"/> or in <see cref="SelectField"/> (which shows the label alone).
/// </summary>
/// <param name="Icon">A name that <see cref="Components.Icon"/> knows.</param>
public sealed record Option(string Value, string Label, string? Hint = null, string? Icon = null,
    bool Disabled = false);
