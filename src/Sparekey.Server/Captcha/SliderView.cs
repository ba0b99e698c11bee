namespace Sparekey.Server.Captcha;

/// <summary>What a page needs to show one slider.</summary>
/// <param name="Captcha">The id of the captcha.</param>
/// <param name="Width">Of the background, in pixels.</param>
/// <param name="Height">Of the background, in pixels.</param>
/// <param name="PieceY">Top of the piece in the background, in pixels.</param>
/// <param name="Background">PNG as a data URL.</param>
/// <param name="Piece">PNG as a data URL.</param>
/// <param name="Challenge">For <see cref="ProofOfWork"/>.</param>
/// <param name="Bits">For <see cref="ProofOfWork"/>.</param>
/// <param name="Purpose"><c>sign_in</c> or <c>registration</c>.</param>
public sealed record SliderView(
    string Captcha, int Width, int Height, int PieceY, string Background, string Piece, string Challenge, int Bits,
    string Purpose)
{
    public static SliderView Of(SliderPicture picture, string captcha, string challenge, int bits, string purpose) =>
        new(captcha, SliderPicture.Width, SliderPicture.Height, picture.PieceY, DataUrl(picture.BackgroundPng),
            DataUrl(picture.PiecePng), challenge, bits, purpose);

    /// <summary>The slider of a page, from the response to a program.</summary>
    public static SliderView Of(Captchas.View made, CaptchaPurpose purpose) =>
        new(made.Captcha, made.Width, made.Height, made.PieceY, made.Background, made.Piece, made.Alternative.Challenge,
            made.Alternative.Bits, Core.WireName.Of(purpose));

    public static string DataUrl(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";
}
