namespace Sparekey.Edges.Web.Components;

/// <summary>
/// One line of <see cref="Summary"/>; with an address it ends in a link such as "Change", spoken as "Change country".
/// </summary>
public sealed record SummaryItem(string Term, string Value, string? Href = null, string Action = "Change");
