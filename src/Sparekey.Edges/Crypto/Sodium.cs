using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>Argon2id of the system's libsodium (1.0.13 or newer).</summary>
public static partial class Sodium
{
    /// <summary>
    /// Beginning of all our hashes: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
    /// </summary>
    public const string Shape = "$argon2id$v=19$m=19456,t=2,p=1$";

    private const ulong Passes = 2;
    private const nuint MemoryBytes = 19456 * 1024;
    private const int Argon2Id13 = 2;      // crypto_pwhash_ALG_ARGON2ID13
    private const int TextLength = 128;    // crypto_pwhash_STRBYTES, with the terminating zero

    private static readonly string[] Names = ["libsodium.so.23", "libsodium.so.26", "libsodium.dylib", "libsodium"];
    private static readonly Lazy<bool> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Loads the library, so that the start fails if it is missing, and not the first sign-in.</summary>
    /// <exception cref="SodiumMissingException"/>
    public static void Initialize() => _ = Loaded.Value;

    /// <summary>Version of the library, for example 1.0.18.</summary>
    /// <exception cref="SodiumMissingException"/>
    public static string Version => Loaded.Value ? Marshal.PtrToStringUTF8(SodiumVersion())! : "";

    /// <returns>A PHC string that begins with <see cref="Shape"/>; libsodium makes the salt.</returns>
    /// <exception cref="SodiumMissingException"/>
    public static string Hash(ReadOnlySpan<byte> password)
    {
        _ = Loaded.Value;
        Span<byte> text = stackalloc byte[TextLength];
        if (PwHashStr(text, password, (ulong)password.Length, Passes, MemoryBytes, Argon2Id13) != 0)
            throw new CryptographicException("Argon2id could not get its 19 MB of memory.");
        var phc = Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
        return phc.StartsWith(Shape, StringComparison.Ordinal)
            ? phc
            : throw new CryptographicException("libsodium made another kind of hash than it was asked for.");
    }

    /// <returns>False also if the text is not a PHC string.</returns>
    /// <exception cref="SodiumMissingException"/>
    public static bool Verify(string phc, ReadOnlySpan<byte> password)
    {
        _ = Loaded.Value;
        return Terminated(phc) is { } text && PwHashStrVerify(text, password, (ulong)password.Length) == 0;
    }

    /// <returns>True also if the text is not a PHC string.</returns>
    /// <exception cref="SodiumMissingException"/>
    public static bool NeedsRehash(string phc)
    {
        _ = Loaded.Value;
        return Terminated(phc) is not { } text || PwHashStrNeedsRehash(text, Passes, MemoryBytes) != 0;
    }

    private static byte[]? Terminated(string phc)
    {
        // libsodium reads up to the zero, at most 128 bytes.
        if (phc.Length >= TextLength || !Ascii.IsValid(phc) || phc.Contains('\0')) return null;
        var text = new byte[TextLength];
        Encoding.ASCII.GetBytes(phc, text);
        return text;
    }

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Resolve);
        try
        {
            return SodiumInit() >= 0
                ? true
                : throw new SodiumMissingException("libsodium is installed but did not start; reinstall it.");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new SodiumMissingException(
                "Sparekey needs libsodium to hash passwords; install it (Debian and Ubuntu: "
                    + "apt-get install libsodium23, macOS: brew install libsodium) and start again.",
                e);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new SodiumMissingException(
                "The libsodium on this machine is older than 1.0.13; install a newer one (Debian and Ubuntu: "
                    + "apt-get install libsodium23, macOS: brew install libsodium).",
                e);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "libsodium") return 0;
        foreach (var candidate in Names)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var library)) return library;
        // Homebrew on Apple silicon installs outside the default search path.
        return NativeLibrary.TryLoad("/opt/homebrew/lib/libsodium.dylib", out var brewed) ? brewed : 0;
    }

    [LibraryImport("libsodium", EntryPoint = "sodium_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SodiumInit();

    [LibraryImport("libsodium", EntryPoint = "sodium_version_string")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SodiumVersion();

    [LibraryImport("libsodium", EntryPoint = "crypto_pwhash_str_alg")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PwHashStr(Span<byte> text, ReadOnlySpan<byte> password, ulong passwordLength,
        ulong passes, nuint memoryBytes, int algorithm);

    [LibraryImport("libsodium", EntryPoint = "crypto_pwhash_str_verify")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PwHashStrVerify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> password,
        ulong passwordLength);

    [LibraryImport("libsodium", EntryPoint = "crypto_pwhash_str_needs_rehash")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PwHashStrNeedsRehash(ReadOnlySpan<byte> text, ulong passes, nuint memoryBytes);
}

/// <summary>libsodium is missing, too old or broken. The message says in one sentence what to install.</summary>
public sealed class SodiumMissingException : Exception
{
    public SodiumMissingException(string message) : base(message) { }

    public SodiumMissingException(string message, Exception innerException) : base(message, innerException) { }

    public SodiumMissingException() { }
}
