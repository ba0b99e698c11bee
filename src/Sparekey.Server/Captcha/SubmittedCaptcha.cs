using System.Globalization;
using Sparekey.Edges.Replies;

namespace Sparekey.Server.Captcha;

/// <summary>What a page's form says about its slider: the token that a script has won, or, where no script runs, where the picture was clicked.</summary>
public static class SubmittedCaptcha
{
    /// <returns>The token to spend; null when the form has neither. A click is judged here, by the same tries as any other answer.</returns>
    public static async Task<Reply<string?>> Token(IFormCollection form, Captchas captchas, CancellationToken cancellation)
    {
        if (form["captcha_token"].ToString() is { Length: > 0 } token) return token;
        if (!int.TryParse(form["spot.x"], NumberStyles.None, CultureInfo.InvariantCulture, out var x)) return (string?)null;
        return await captchas.Judge(form["captcha"].ToString(), new Captchas.Attempt.Clicked(x), cancellation) switch
        {
            Reply<Captchas.TokenView>.Done done => done.Value.CaptchaToken,
            Reply<Captchas.TokenView>.Refused refused => refused.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
