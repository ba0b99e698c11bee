using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>Whether the system knows its clock to be right.</summary>
internal static partial class ClockState
{
    /// <summary>TIME_ERROR of adjtimex(2): the clock is not synchronised.</summary>
    private const int NotSynchronised = 5;

    /// <summary>
    /// Larger than struct timex, which has 208 bytes. The first field, modes, is 0, so the call only reads.
    /// </summary>
    private const int TimexSize = 512;

    /// <returns>True if Linux reports that its clock is not synchronised. False also on systems that cannot be asked.
    /// </returns>
    public static bool IsKnownWrong()
    {
        if (!OperatingSystem.IsLinux()) return false;
        return adjtimex(new byte[TimexSize]) == NotSynchronised;
    }

    [LibraryImport("libc")]
    private static partial int adjtimex([In, Out] byte[] timex);
}
