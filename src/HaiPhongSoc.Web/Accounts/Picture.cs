using QRCoder;

namespace HaiPhongSoc.Web.Accounts;

/// <summary>A QR code as an address of its own content: nothing is asked from anywhere.</summary>
internal static class Picture
{
    public static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(6));
    }
}
