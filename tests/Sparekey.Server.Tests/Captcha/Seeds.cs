using System.Security.Cryptography;

namespace Sparekey.Server.Tests.Captcha;

internal static class Seeds
{
    /// <summary>Always the same 32 bytes for the same number.</summary>
    public static byte[] Number(int number) => SHA256.HashData(BitConverter.GetBytes(number));
}
