namespace Sparekey.Server.Captcha;

/// <summary>
/// The last question of a form: a slider, or nothing to do when the form comes back with an unspent token.
/// </summary>
/// <param name="View">Null when there is a <paramref name="Token"/>.</param>
public sealed record SliderQuestion(SliderView? View, string? Token);
