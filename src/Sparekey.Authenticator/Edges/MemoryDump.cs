using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// The memory of this program holds keys and a password for a moment. Should it crash in that moment, no core file of
/// it goes to the disk, and no debugger of the same person reads it.
/// </summary>
internal static partial class MemoryDump
{
    private const int SetDumpable = 4;   // PR_SET_DUMPABLE of prctl(2)

    /// <summary>
    /// On Linux. macOS writes core files only where somebody has asked for them; Windows asks the person.
    /// </summary>
    public static void Forbid()
    {
        // Where a sandbox forbids the call itself, the program works as well as before.
        if (OperatingSystem.IsLinux()) _ = prctl(SetDumpable, 0, 0, 0, 0);
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
}
