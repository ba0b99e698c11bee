using QRCoder;

namespace Sparekey.Edges.Web;

/// <summary>Draws a text as a QR code. The text is a secret, so no other host may draw it.</summary>
public static class QrPicture
{
    /// <summary>
    /// A self-contained SVG with its quiet zone. A code of level M is readable even on creased paper. Colours are
    /// attributes, because the policy of the pages allows no inline styles.
    /// </summary>
    public static string Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true,
            sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
