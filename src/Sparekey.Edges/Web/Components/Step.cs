namespace Sparekey.Edges.Web.Components;

/// <summary>One step of a flow, for <see cref="Steps"/>.</summary>
public sealed record Step(string Title, StepState State);

public enum StepState
{
    Todo,
    Current,
    Done,
}
