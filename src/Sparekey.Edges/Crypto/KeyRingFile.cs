using System.Runtime.InteropServices;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>The file of the key ring: only its owner has access, and it is written atomically.</summary>
public static partial class KeyRingFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>In bytes. A ring of a thousand keys has 120 KB; a larger file than this is not a key ring.</summary>
    private const int MaximumLength = 1 << 20;

    /// <returns>Null if there is no file.</returns>
    public static string? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // The mode of the open file, not of the path: another file may have the path by now.
            if (!OperatingSystem.IsWindows()
                && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) != UnixFileMode.None)
                throw new KeyRingException(
                    $"Others on this machine may read the key ring {path}; run: chmod 600 {path}");
            if (stream.Length > MaximumLength)
                throw new KeyRingException(
                    $"The key ring {path} is larger than 1 MB and so not a key ring; restore it from a backup.");
            using var reader = new StreamReader(stream, new UTF8Encoding(false));
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(
                $"The key ring {path} cannot be read; make it a file that the user running Sparekey owns, "
                    + "with mode 600.",
                e);
        }
    }

    /// <returns>False if the file exists already; the file is not changed.</returns>
    public static bool TryCreate(string path, string json) => Write(path, json, overwrite: false);

    public static void Replace(string path, string json) => Write(path, json, overwrite: true);

    private static bool Write(string path, string json, bool overwrite)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        var draft = Path.Combine(folder,
            $".{Path.GetFileName(full)}.{Environment.ProcessId}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
            };
            // The mode is set at creation. Otherwise others could open the file before the mode is changed.
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(json));
                stream.Flush(flushToDisk: true);
            }
            if (overwrite) File.Move(draft, full, overwrite: true);
            else if (!TryLink(draft, full)) return false;
            FlushFolder(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(
                $"The key ring {path} cannot be written; let the user running Sparekey write to the folder {folder}.",
                e);
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }

    // File.Move checks whether the name is free and then renames, in two steps. Of two nodes that check at the same
    // moment, the second one would replace the ring of the first. A hard link is atomic: the file system gives the name
    // to one of them. The name of the draft is deleted afterwards.
    private static bool TryLink(string draft, string full)
    {
        if (!OperatingSystem.IsWindows() && Link(draft, full) == 0) return true;
        if (File.Exists(full)) return false;
        try
        {
            // On Windows, where a move is atomic, and on file systems without hard links.
            File.Move(draft, full, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(full))
        {
            return false;
        }
    }

    /// <summary>
    /// Flushes the folder to the disk, so that the new name survives a power cut. .NET cannot open folders, so this
    /// calls the C library. Windows does not need this.
    /// </summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, flags: 0);   // O_RDONLY is 0 on Linux and macOS
        if (descriptor < 0) throw new IOException($"The folder {folder} cannot be opened.");
        try
        {
            if (FSync(descriptor) != 0) throw new IOException($"The folder {folder} cannot be flushed to disk.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
