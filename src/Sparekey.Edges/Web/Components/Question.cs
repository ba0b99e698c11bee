using Microsoft.AspNetCore.Components;

namespace Sparekey.Edges.Web.Components;

/// <summary>
/// Base of the form controls that ask one question: name, label, hint, and the error of the previous input.
/// </summary>
public abstract class Question : ComponentBase
{
    /// <summary>Name of the form value and id of the control. The error summary links to the id.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Hint { get; set; }

    [Parameter] public string? Error { get; set; }

    /// <summary>
    /// All errors of the page. The first one about <see cref="Name"/> is shown, unless <see cref="Error"/> is set.
    /// </summary>
    [Parameter] public IReadOnlyList<FieldError>? Errors { get; set; }

    /// <summary>The label is the only heading of the page: large, as an h1.</summary>
    [Parameter] public bool LabelIsHeading { get; set; }

    public string? Wrong => Error ?? Errors?.FirstOrDefault(error => error.Field == Name)?.Message;

    public string HintId => $"{Name}-hint";

    public string ErrorId => $"{Name}-error";

    protected string? Invalid => Wrong is null ? null : "true";

    protected string? DescribedBy => (Hint, Wrong) switch
    {
        (null, null) => null,
        (_, null) => HintId,
        (null, _) => ErrorId,
        _ => $"{HintId} {ErrorId}",
    };
}
