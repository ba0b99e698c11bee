using QRCoder;

namespace Sparekey.Edges.Web;

/// <summary>A text as a QR code, drawn here: what it says is a secret, so no other host ever draws it.</summary>
public static class QrPicture
{
    /// <summary>
    /// A self-contained SVG with its quiet zone. Level M survives a crease on paper; attributes carry the colours,
    /// because the pages' policy allows no inline style.
    /// </summary>
    public static string Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true,
            sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
