using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Captcha;

/// <summary>The last question of a form that opens a door: a slider, or nothing to do where the form comes back with a token that was not spent.</summary>
/// <param name="View">Null when there is a <paramref name="Token"/>.</param>
public sealed record SliderQuestion(SliderView? View, string? Token)
{
    /// <param name="why">Why the form comes back; null when it is shown for the first time.</param>
    /// <param name="token">The token that came with it. A service that is overloaded has not spent it, and neither asks for another nor draws one.</param>
    /// <param name="form">The page with the question on it.</param>
    /// <returns>That page. Where no picture is to be had, what was refused before is said all the same.</returns>
    public static async Task<IResult> Ask(Captchas captchas, CaptchaPurpose purpose, Refusal? why, string? token, Visitor visitor, Func<SliderQuestion, IResult> form, CancellationToken cancellation) =>
        why is { Problem: Problem.Unavailable } && token is { Length: > 0 }
            ? form(new(null, token))
            : await captchas.Create(purpose, visitor, cancellation) switch
            {
                Reply<Captchas.View>.Done made => form(new(SliderView.Of(made.Value, purpose), null)),
                Reply<Captchas.View>.Refused refused => Page.Problem(why ?? refused.Why),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

    /// <summary>What is said where: beside the slider if it is about that, otherwise about <paramref name="control"/>.</summary>
    public static IReadOnlyList<FieldError> Errors(Refusal? why, string? control = null) =>
        why is null ? [] : FieldError.Of(why, why.Problem is Problem.CaptchaRequired or Problem.WrongPosition or Problem.Expired ? SliderField.Name : control);
}
