using System.Runtime.InteropServices;
using System.Text;

namespace Sparekey.Edges.Crypto;

/// <summary>The file of the key ring: owner only, written whole or not at all.</summary>
public static partial class KeyRingFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A ring of a thousand keys is 120 KB; more is not a key ring.</summary>
    private const int MaximumLength = 1 << 20;

    /// <returns>Null where there is no file.</returns>
    public static string? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // Asked of the open file, so that the answer is about the bytes that are read.
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

    /// <returns>False where a file is there already; it stays as it is.</returns>
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
            // Given at creation: a file made first and closed to others later was open to them in between.
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(json));
                stream.Flush(flushToDisk: true);
            }
            if (overwrite) File.Move(draft, full, overwrite: true);
            else if (!TryName(draft, full)) return false;
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

    // File.Move looks whether the name is free and then renames: of two nodes that look at the same moment, the second
    // would replace the ring of the first. A second name for the draft is given by the file system, to one of them; the
    // draft's own name goes afterwards.
    private static bool TryName(string draft, string full)
    {
        if (!OperatingSystem.IsWindows() && Link(draft, full) == 0) return true;
        if (File.Exists(full)) return false;
        try
        {
            // Windows, which decides it itself, and file systems without second names
            File.Move(draft, full, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(full))
        {
            return false;
        }
    }

    /// <summary>
    /// Makes the new name survive a power cut. .NET opens no folders, so this is the C library's business; Windows has
    /// no such need.
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
