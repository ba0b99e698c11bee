using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Argon2id version 1.3 (RFC 9106) by the system's libargon2. libsodium cannot be used, because it has one lane only.
/// </summary>
internal static partial class Argon2
{
    private const int MemoryAllocationError = -22;   // ARGON2_MEMORY_ALLOCATION_ERROR

    /// <summary>In bytes. The library refuses a shorter salt.</summary>
    public const int MinimumSaltLength = 8;

    /// <param name="salt">8 bytes or more.</param>
    /// <param name="memoryKiB">A value below 8 KiB for each lane is raised to that minimum of Argon2.</param>
    /// <param name="length">Length of the key: 4 bytes or more.</param>
    public static Derivation Id(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, uint memoryKiB, uint passes,
        uint lanes, int length)
    {
        var key = new byte[length];
        try
        {
            var error = HashRaw(passes, Math.Max(memoryKiB, 8 * lanes), lanes, password, (nuint)password.Length, salt,
                (nuint)salt.Length, key, (nuint)key.Length);
            return error switch
            {
                0 => new Derivation.Made(key),
                MemoryAllocationError => new Derivation.OutOfReach(
                    $"There is not enough memory to open this file: it needs {memoryKiB / 1024} MiB. "
                        + "Close other programs and try again."),
                _ => throw new InvalidOperationException($"libargon2 answered {error} to figures within its bounds."),
            };
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return new Derivation.OutOfReach(KeyLibraries.Missing(KeyLibraries.Argon2));
        }
    }

    [LibraryImport(KeyLibraries.Argon2, EntryPoint = "argon2id_hash_raw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HashRaw(uint passes, uint memoryKiB, uint lanes, ReadOnlySpan<byte> password,
        nuint passwordLength, ReadOnlySpan<byte> salt, nuint saltLength, Span<byte> key, nuint keyLength);
}
