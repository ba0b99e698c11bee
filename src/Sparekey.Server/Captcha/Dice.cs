using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sparekey.Server.Captcha;

/// <summary>
/// Random numbers that follow from a 32-byte seed: SHA-256(seed, counter). A number that can be read from the picture
/// reveals no other number.
/// </summary>
internal sealed class Dice
{
    private readonly byte[] _input = new byte[SliderPicture.SeedBytes + sizeof(uint)];
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private uint _counter;
    private int _used = SHA256.HashSizeInBytes;

    public Dice(ReadOnlySpan<byte> seed) => seed.CopyTo(_input);

    public uint Throw()
    {
        if (_used == _block.Length)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_input.AsSpan(SliderPicture.SeedBytes), _counter++);
            SHA256.HashData(_input, _block);
            _used = 0;
        }

        var value = BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(_used));
        _used += sizeof(uint);
        return value;
    }

    /// <summary>
    /// A whole number, both ends included. The bias of scaling 32 bits to a few hundred is under one in ten million.
    /// </summary>
    public int Between(int low, int high) => low + (int)((ulong)Throw() * (ulong)(high - low + 1) >> 32);

    public float Between(float low, float high) => low + (high - low) * (Throw() >> 8) / (1 << 24);

    public bool OneIn(int times) => Between(1, times) == 1;

    public T Of<T>(ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];
}
