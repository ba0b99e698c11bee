namespace Sparekey.Authenticator.Formats;

/// <summary>
/// Fills bytes from a cryptographic source. Outside tests, the source is
/// <see cref="System.Security.Cryptography.RandomNumberGenerator.Fill"/>.
/// </summary>
public delegate void Randomness(Span<byte> bytes);

internal static class RandomValues
{
    public static byte[] Bytes(this Randomness random, int length)
    {
        var bytes = new byte[length];
        random(bytes);
        return bytes;
    }

    /// <summary>A UUID of version 4 (RFC 9562 section 5.4), which is the kind that Aegis uses.</summary>
    public static Guid Uuid(this Randomness random) => AsUuid(random.Bytes(16));

    /// <param name="bytes">16 bytes, changed in place.</param>
    public static Guid AsUuid(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
