using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Makes the names in a folder durable: after a rename the file is whole, but only this makes the new name survive a
/// loss of power (POSIX fsync of the directory).
/// </summary>
internal static partial class FolderFlush
{
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;   // NTFS journals names, and has no such call
        using var handle = open(folder, 0);        // O_RDONLY
        if (handle.IsInvalid) throw Failure(folder);
        // Some network file systems do not know how to flush a folder (EINVAL): there is nothing better to do there.
        if (fsync(handle) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument) throw Failure(folder);
    }

    private const int InvalidArgument = 22;

    private static IOException Failure(string folder) =>
        new($"The folder {folder} could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);
}
