using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Finds the two native libraries for key derivation. .NET itself has neither scrypt nor Argon2.
/// </summary>
internal static class KeyLibraries
{
    public const string Sodium = "libsodium";
    public const string Argon2 = "libargon2";

    private static readonly string[] SodiumFiles = ["libsodium.so.23", "libsodium.so.26", "libsodium.dylib",
        "/opt/homebrew/lib/libsodium.dylib", "libsodium"];
    private static readonly string[] Argon2Files = ["libargon2.so.1", "libargon2.so.0", "libargon2.dylib",
        "/opt/homebrew/lib/libargon2.dylib", "libargon2"];

    /// <summary>
    /// Runs before any other code of the assembly, because .NET allows only one resolver for each assembly.
    /// </summary>
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(KeyLibraries).Assembly, Resolve);

    /// <summary>One sentence for a person.</summary>
    public static string Missing(string library) => library == Sodium
        ? "This needs libsodium. Install it (Debian and Ubuntu: apt-get install libsodium23; "
            + "macOS: brew install libsodium) and try again."
        : "This needs libargon2. Install it (Debian and Ubuntu: apt-get install libargon2-1; "
            + "macOS: brew install argon2) and try again.";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var files = name switch { Sodium => SodiumFiles, Argon2 => Argon2Files, _ => [] };
        foreach (var file in files)
            if (NativeLibrary.TryLoad(file, assembly, path, out var library)) return library;
        return 0;
    }
}
