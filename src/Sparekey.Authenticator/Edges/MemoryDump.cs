using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Protects the memory of this program, which briefly holds keys and a password. A crash writes no core file to disk,
/// and a debugger of the same person cannot read the memory.
/// </summary>
internal static partial class MemoryDump
{
    private const int SetDumpable = 4;   // PR_SET_DUMPABLE of prctl(2)

    /// <summary>
    /// Works on Linux only. macOS writes core files only if they were enabled; Windows asks the person.
    /// </summary>
    public static void Forbid()
    {
        // The result is ignored: if a sandbox forbids the call, the program still works.
        if (OperatingSystem.IsLinux()) _ = prctl(SetDumpable, 0, 0, 0, 0);
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
}
