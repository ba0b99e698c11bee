using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sparekey.Edges.Crypto;

/// <summary>The only source of randomness of the server: the operating system.</summary>
[SuppressMessage("Performance", "CA1822",
    Justification = "Callers get randomness injected, so its members are instance members.")]
public sealed class Randomness
{
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);

    /// <returns>0 to <paramref name="exclusive"/> - 1, uniformly distributed.</returns>
    public int Below(int exclusive) => RandomNumberGenerator.GetInt32(exclusive);

    /// <returns>Independent ASCII digits; the first ones may be zero.</returns>
    public string Digits(int count) => string.Create(count, this, static (digits, source) =>
    {
        for (var i = 0; i < digits.Length; i++) digits[i] = (char)('0' + source.Below(10));
    });

    private readonly Lock _order = new();
    private long _millisecond;
    private int _inMillisecond;

    /// <returns>
    /// A UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, a 12-bit counter (section 6.2, method 1), 62
    /// random bits. Ids of one process sort in the order of their creation. If the counter is full, the next
    /// millisecond is used.
    /// </returns>
    public Guid NewId(DateTimeOffset now)
    {
        long millisecond;
        int counter;
        lock (_order)
        {
            if (now.ToUnixTimeMilliseconds() > _millisecond)
                (_millisecond, _inMillisecond) = (now.ToUnixTimeMilliseconds(), 0);
            else if (++_inMillisecond == 1 << 12) (_millisecond, _inMillisecond) = (_millisecond + 1, 0);
            (millisecond, counter) = (_millisecond, _inMillisecond);
        }
        var bytes = Bytes(16);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, millisecond);
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
