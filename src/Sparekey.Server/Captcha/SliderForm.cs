using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Captcha;

/// <summary>
/// The slider as the last question of a form: shows the form with a slider, and reads what came back.
/// </summary>
public sealed class SliderForm(Captchas captchas)
{
    /// <param name="why">Why the form is shown again; null when the form is shown for the first time.</param>
    /// <param name="token">
    /// The captcha token that came with the form. An overloaded server has not spent the token, and draws no new
    /// picture.
    /// </param>
    /// <param name="page">The page with the question on it.</param>
    /// <returns>The page. When no picture can be drawn, a page with the earlier refusal, or else with this
    /// one.</returns>
    public async Task<IResult> Ask<T>(
        CaptchaPurpose purpose,
        Refusal? why,
        string? token,
        Visitor visitor,
        Func<SliderQuestion, T> page,
        CancellationToken cancellation) where T : IComponent
    {
        if (why is { Problem: Problem.Unavailable } && token is { Length: > 0 })
            return Page.Again(page(new SliderQuestion(null, token)), why);
        switch (await captchas.Create(purpose, visitor, cancellation))
        {
            case Reply<Captchas.View>.Done made:
                var shown = page(new SliderQuestion(SliderView.Of(made.Value, purpose), null));
                return why is null ? Page.Show(shown) : Page.Again(shown, why);
            case Reply<Captchas.View>.Refused refused:
                return Page.Problem(why ?? refused.Why);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The captcha token of a submitted form.</summary>
    /// <returns>
    /// The token that a script has won. Without a script, a click on the picture is judged here, and costs a try as any
    /// other answer. Null when the form has neither.
    /// </returns>
    public async Task<Reply<string?>> Token(IFormCollection form, CancellationToken cancellation)
    {
        if (form["captcha_token"].ToString() is { Length: > 0 } token) return token;
        if (!int.TryParse(form["spot.x"], NumberStyles.None, CultureInfo.InvariantCulture, out var x))
            return (string?)null;
        var clicked = new Captchas.Attempt.Clicked(x);
        return await captchas.Judge(form["captcha"].ToString(), clicked, cancellation) switch
        {
            Reply<Captchas.TokenView>.Done done => done.Value.CaptchaToken,
            Reply<Captchas.TokenView>.Refused refused => refused.Why,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Errors about the captcha stand beside the slider, all others at <paramref name="control"/>.</summary>
    public static IReadOnlyList<FieldError> Errors(Refusal? why, string? control = null) => FieldError.Of(
        why,
        why?.Problem is Problem.CaptchaRequired or Problem.WrongPosition or Problem.Expired
            ? SliderField.Name
            : control);
}
