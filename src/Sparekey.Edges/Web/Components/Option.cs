namespace Sparekey.Edges.Web.Components;

/// <summary>
/// An option of <see cref="Choices"/> or of <see cref="SelectField"/>, which shows the label only.
/// </summary>
/// <param name="Icon">A name from <see cref="Components.Icon"/>.</param>
public sealed record Option(string Value, string Label, string? Hint = null, string? Icon = null,
    bool Disabled = false);
