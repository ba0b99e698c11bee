using System.Buffers;
using System.Security.Cryptography;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// A buffer for text that contains keys. Old memory is zeroed when the buffer grows and when it is disposed.
/// </summary>
/// <param name="firstLength">First length in bytes; the buffer grows when needed.</param>
internal sealed class SecretBuffer(int firstLength = 16 * 1024) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = GC.AllocateUninitializedArray<byte>(firstLength, pinned: true);
    private int written;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(1, sizeHint));
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private void Grow(int free)
    {
        if (bytes.Length - written >= free) return;
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(2 * bytes.Length, written + free), pinned: true);
        Written.Span.CopyTo(larger);
        Dispose();
        bytes = larger;
    }
}
