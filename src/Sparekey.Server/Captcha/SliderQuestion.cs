using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Captcha;

/// <summary>The last question of a form that opens a door: a slider, or nothing to do where the form comes back with a token that was not spent.</summary>
/// <param name="View">Null when there is a <paramref name="Token"/>.</param>
public sealed record SliderQuestion(SliderView? View, string? Token)
{
    /// <param name="why">Why the form comes back; null when it is shown for the first time.</param>
    /// <param name="token">The token that came with it. A service that is overloaded has not spent it, and neither asks for another nor draws one.</param>
    public static async Task<Reply<SliderQuestion>> Of(Captchas captchas, CaptchaPurpose purpose, Refusal? why, string? token, Visitor visitor, CancellationToken cancellation) =>
        why is { Code: "unavailable" } && token is { Length: > 0 }
            ? new SliderQuestion(null, token)
            : await captchas.Create(purpose, visitor, cancellation) switch
            {
                Reply<Captchas.View>.Done made => new SliderQuestion(SliderView.Of(made.Value, purpose), null),
                Reply<Captchas.View>.Refused refused => refused.Why,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
}
