using System.Security.Cryptography;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// Files that only their owner may read. A file is replaced as a whole: a reader finds the old content or the new
/// content, never a part, even after a crash.
/// </summary>
internal static class PrivateFile
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    // A name that only this program uses, because a person may call a copy vault.json.20261122.new.
    private const string Mark = ".sparekey-auth-";
    private const int Figures = 8;
    private const string Ending = ".new";

    /// <summary>
    /// Creates the folder of <paramref name="path"/> if missing, with access for its owner only. An existing
    /// folder stays unchanged.
    /// </summary>
    public static void MakeFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>Writes and flushes a new file, renames it over the old one, flushes the folder.</summary>
    /// <param name="path">Absolute, and not a link: see <see cref="VaultPlace"/>.</param>
    /// <param name="content">The whole new content.</param>
    /// <exception cref="IOException">The file is unchanged, except if only the flush of the folder failed.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}{Mark}{RandomNumberGenerator.GetHexString(Figures, lowercase: true)}{Ending}";
        using var interrupted = Interruption.Undo(() => TryDelete(beside));
        try
        {
            var options = new FileStreamOptions
            {
                Mode = System.IO.FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
            using (var file = new FileStream(beside, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Deletes the files that a killed writer left beside the file. The caller holds the <see cref="WriteLock"/>, so
    /// no other program is writing.
    /// </summary>
    public static void Sweep(string path)
    {
        foreach (var left in Left(path)) TryDelete(left);
    }

    /// <summary>How many files <see cref="Sweep"/> would delete.</summary>
    public static int Leftovers(string path) => Left(path).Count();

    private static IEnumerable<string> Left(string path)
    {
        var beginning = Path.GetFileName(path) + Mark;
        return Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Ending)
            .Where(file => Path.GetFileName(file) is var name
                && name.Length == beginning.Length + Figures + Ending.Length
                && name.StartsWith(beginning, StringComparison.Ordinal)
                && name.Skip(beginning.Length).Take(Figures).All(char.IsAsciiHexDigitLower));
    }

    /// <summary>
    /// Whether the file or folder gives rights to others than its owner. Always false on Windows: there the rules of
    /// the folder apply, and by default they give access to the person only.
    /// </summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~FolderMode) is not UnixFileMode.None;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writer deletes the file. The earlier exception matters more, and is already being thrown.
        }
    }
}
