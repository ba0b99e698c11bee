using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sparekey.Server.Edges.Crypto;

/// <summary>The one random source of the server: the operating system's.</summary>
public sealed class Randomness
{
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);

    /// <returns>0 to <paramref name="exclusive"/> - 1, every value equally likely.</returns>
    public int Below(int exclusive) => RandomNumberGenerator.GetInt32(exclusive);

    /// <returns>ASCII digits, leading zeros included, each drawn on its own.</returns>
    public string Digits(int count) => string.Create(count, this, static (digits, source) =>
    {
        for (var i = 0; i < digits.Length; i++) digits[i] = (char)('0' + source.Below(10));
    });

    /// <returns>A UUIDv7 (RFC 9562 section 5.7): 48 bits of unix milliseconds, 74 random bits. Within one millisecond the order is random.</returns>
    public Guid NewId(DateTimeOffset now)
    {
        var bytes = Bytes(16);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, now.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
