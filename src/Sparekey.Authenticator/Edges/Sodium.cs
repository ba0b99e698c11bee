using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// scrypt (RFC 7914) and secretstream XChaCha20-Poly1305, by the system's libsodium (1.0.14 or newer).
/// </summary>
internal static partial class Sodium
{
    /// <summary>
    /// A secretstream message is longer than its text by this many bytes: a tag of 1 byte and a MAC of 16 bytes.
    /// </summary>
    public const int StreamOverhead = 17;

    public const int StreamHeaderLength = 24;

    private const int StreamKeyLength = 32;
    private const int StreamStateLength = 52;   // crypto_secretstream_xchacha20poly1305_statebytes()

    /// <param name="n">A power of two. The caller checks the bounds.</param>
    /// <param name="length">Length of the key: 16 bytes or more.</param>
    public static Derivation Scrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ulong n, uint r, uint p,
        int length)
    {
        if (Unavailable() is { } missing) return missing;
        var key = new byte[length];
        if (PwHashScrypt(password, (nuint)password.Length, salt, (nuint)salt.Length, n, r, p, key,
            (nuint)key.Length) == 0)
            return new Derivation.Made(key);
        return new Derivation.OutOfReach(
            $"There is not enough memory to open this file: it needs {128 * n * r / (1024 * 1024)} MiB. "
                + "Close other programs and try again.");
    }

    /// <summary>
    /// Opens the first message of a stream. The tag of the message is ignored, because Ente does not mark its last
    /// message as the last.
    /// </summary>
    /// <param name="text">Shorter than <paramref name="message"/> by <see cref="StreamOverhead"/>.</param>
    /// <returns>False if the key is wrong or the message was changed.</returns>
    /// <remarks>The caller has already used the library, or has called <see cref="Unavailable"/>.</remarks>
    public static bool OpenStream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> message,
        Span<byte> text)
    {
        if (key.Length != StreamKeyLength) throw new ArgumentException("32 bytes.", nameof(key));
        if (header.Length != StreamHeaderLength) throw new ArgumentException("24 bytes.", nameof(header));
        if (message.Length != text.Length + StreamOverhead)
            throw new ArgumentException("17 bytes more than its text.", nameof(message));
        Span<byte> state = stackalloc byte[StreamStateLength];
        try
        {
            return StreamInitPull(state, header, key) == 0
                && StreamPull(state, text, out _, out _, message, (ulong)message.Length, 0, 0) == 0;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(state);
        }
    }

    /// <returns>Null if the library works.</returns>
    public static Derivation.OutOfReach? Unavailable() => Loaded.Value;

    private static readonly Lazy<Derivation.OutOfReach?> Loaded = new(Load);

    private static Derivation.OutOfReach? Load()
    {
        try
        {
            return SodiumInit() >= 0
                ? null
                : new("libsodium is installed but did not start. Reinstall it and try again.");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return new(KeyLibraries.Missing(KeyLibraries.Sodium));
        }
    }

    [LibraryImport(KeyLibraries.Sodium, EntryPoint = "sodium_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SodiumInit();

    [LibraryImport(KeyLibraries.Sodium, EntryPoint = "crypto_pwhash_scryptsalsa208sha256_ll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PwHashScrypt(ReadOnlySpan<byte> password, nuint passwordLength, ReadOnlySpan<byte> salt,
        nuint saltLength, ulong n, uint r, uint p, Span<byte> key, nuint keyLength);

    [LibraryImport(KeyLibraries.Sodium, EntryPoint = "crypto_secretstream_xchacha20poly1305_init_pull")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StreamInitPull(Span<byte> state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport(KeyLibraries.Sodium, EntryPoint = "crypto_secretstream_xchacha20poly1305_pull")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StreamPull(Span<byte> state, Span<byte> text, out ulong textLength, out byte tag,
        ReadOnlySpan<byte> message, ulong messageLength, nint additional, ulong additionalLength);
}
