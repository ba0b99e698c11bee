using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Makes the names in a folder durable. After a rename the file is complete, but the new name survives a loss of power
/// only if the folder is flushed too (POSIX fsync of the directory).
/// </summary>
internal static partial class FolderFlush
{
    /// <exception cref="IOException">The system could not flush the folder.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;   // NTFS journals names and needs no such call
        using var handle = open(folder, 0);        // O_RDONLY
        if (handle.IsInvalid) throw Failure(folder);
        // Some network file systems cannot flush a folder (EINVAL), and nothing better can be done on them.
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
