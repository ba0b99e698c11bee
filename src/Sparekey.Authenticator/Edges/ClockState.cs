using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>Whether the system knows its clock to be right.</summary>
internal static partial class ClockState
{
    /// <summary>TIME_ERROR of adjtimex(2): the clock is not synchronised.</summary>
    private const int NotSynchronised = 5;

    /// <summary>struct timex has 208 bytes; the first field, modes, is 0: only read.</summary>
    private const int TimexSize = 512;

    /// <returns>True when Linux says that no time service keeps its clock; false also where the system cannot be
    /// asked.</returns>
    public static bool IsKnownWrong()
    {
        if (!OperatingSystem.IsLinux()) return false;
        return adjtimex(new byte[TimexSize]) == NotSynchronised;
    }

    [LibraryImport("libc")]
    private static partial int adjtimex([In, Out] byte[] timex);
}
