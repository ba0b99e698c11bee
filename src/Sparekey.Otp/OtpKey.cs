using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sparekey.Otp;

/// <summary>The secret that a server and an authenticator share. Its text form is the backup key.</summary>
/// <remarks>
/// Whoever has the key can compute the codes. Therefore the key never prints itself, lies in pinned memory that the
/// garbage collector does not copy, and is zeroed by <see cref="Dispose"/>. The strings that <see cref="ToBase32"/> and
/// <see cref="ToGroups"/> return cannot be zeroed: create them late and keep them short.
/// </remarks>
public sealed class OtpKey : IDisposable
{
    /// <summary>10 bytes, 80 bits, 16 characters: the usual length since Google Authenticator.</summary>
    public const int ShortLength = 10;

    /// <summary>20 bytes, 160 bits, 32 characters: the recommendation of RFC 4226 section 4.</summary>
    public const int RecommendedLength = 20;

    /// <summary>
    /// In bytes. HMAC first hashes a key that is longer than its block, and the longest block has 128 bytes (SHA-512),
    /// so a longer key adds no strength. The limit protects against hostile files.
    /// </summary>
    public const int MaximumLength = 1024;

    private const int GroupLength = 4;

    private readonly byte[] bytes;
    private bool disposed;

    private OtpKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>
    /// The raw key, for <see cref="Totp"/> and <see cref="Hotp"/>. A span taken earlier reads zeros after disposal.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return bytes;
        }
    }

    /// <summary>Length in bits, a multiple of 8. Available after <see cref="Dispose"/>.</summary>
    public int Bits => bytes.Length * 8;

    /// <summary>Copies a raw key.</summary>
    /// <param name="bytes">1 to <see cref="MaximumLength"/> bytes. The caller zeroes its own copy.</param>
    /// <exception cref="ArgumentException">Empty or too long.</exception>
    public static OtpKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaximumLength)
            throw new ArgumentException($"A key has 1 to {MaximumLength} bytes.", nameof(bytes));
        var own = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(own);
        return new OtpKey(own);
    }

    /// <summary>Makes a new key of random bytes.</summary>
    /// <param name="random">From a cryptographic source: <see cref="ShortLength"/> bytes or more, a multiple of 5, so
    /// that the text fills whole groups. The caller zeroes its own copy.</param>
    /// <exception cref="ArgumentException">Too short, too long, or not a multiple of 5.</exception>
    public static OtpKey FromRandom(ReadOnlySpan<byte> random)
    {
        if (random.Length < ShortLength || random.Length % 5 != 0)
            throw new ArgumentException($"A new key takes {ShortLength} random bytes or more, in multiples of five.",
                nameof(random));
        return FromBytes(random);
    }

    /// <summary>Reads a key that a person typed or pasted: any case, with spaces, hyphens and padding.</summary>
    /// <param name="text">Base32. Nothing is guessed: <c>0</c>, <c>1</c> and <c>8</c> are refused with a hint at the
    /// likely letters.</param>
    /// <returns>The key, which the caller disposes, or the reason for a refusal.</returns>
    public static TypedKey Parse(ReadOnlySpan<char> text) => TypedKey.Read(text);

    /// <summary>As <see cref="Parse"/>, for callers that need no reason.</summary>
    /// <param name="text">Base32 as typed.</param>
    /// <param name="key">The key, which the caller disposes; null when the result is false.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out OtpKey? key)
    {
        key = (Parse(text) as TypedKey.Accepted)?.Key;
        return key is not null;
    }

    /// <summary>
    /// Whether both keys have the same bytes. The comparison takes constant time for keys of equal length. Different
    /// texts can stand for the same bytes: <c>HAHAH</c> is <c>HAHAG</c>.
    /// </summary>
    /// <param name="other">Another key, not disposed.</param>
    public bool IsSameAs(OtpKey other) => CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);

    /// <summary>The backup key in capitals, without spaces or padding.</summary>
    public string ToBase32() => Base32.Encode(Bytes);

    /// <summary>
    /// The backup key in groups of four characters, <c>ABCD EFGH …</c>. The last group may be shorter.
    /// </summary>
    public string ToGroups()
    {
        var length = Base32.EncodedLength(bytes.Length);
        return string.Create(length + (length - 1) / GroupLength, Bytes, static (text, source) =>
        {
            var characters = Base32.Encode(source, text);
            // from the end, so that no character is overwritten before it is moved
            for (var group = (characters - 1) / GroupLength; group > 0; group--)
            {
                var from = group * GroupLength;
                var count = Math.Min(GroupLength, characters - from);
                text.Slice(from, count).CopyTo(text[(from + group)..]);
                text[from + group - 1] = ' ';
            }
        });
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(bytes);
        disposed = true;
    }

    /// <summary>Never prints the key.</summary>
    public override string ToString() => "OtpKey(…)";
}
