namespace Sparekey.Edges.Web.Components;

/// <summary>
/// One line of <see cref="Summary"/>. With an address it ends with a link, for example "Change"; screen readers say
/// "Change country".
/// </summary>
public sealed record SummaryItem(string Term, string Value, string? Href = null, string Action = "Change");
