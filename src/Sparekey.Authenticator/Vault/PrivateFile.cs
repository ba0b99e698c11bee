using System.Security.Cryptography;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// Files that only their owner may read, replaced as a whole: whoever opens one finds the old content or the new, never
/// a part, whatever happens in between.
/// </summary>
internal static class PrivateFile
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    // Names of ours alone: whoever keeps copies may call one vault.json.20261122.new.
    private const string Mark = ".sparekey-auth-";
    private const int Figures = 8;
    private const string Ending = ".new";

    /// <summary>
    /// Makes the folder of <paramref name="path"/> where it is missing, for its owner alone. One that exists is left as
    /// it is.
    /// </summary>
    public static void MakeFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>Writes beside the file, flushes, renames over it, flushes the folder.</summary>
    /// <param name="path">Absolute, and not a link: see <see cref="VaultPlace"/>.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="IOException">Nothing was changed.</exception>
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
    /// Deletes what a writer that was killed left beside the file. Only for whoever holds the <see cref="WriteLock"/>:
    /// nobody else is writing then.
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
    /// Whether others than the owner may read or write it. Windows answers by the folder's own rules, which are the
    /// person's by default.
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
            // The next writer sweeps. What went wrong before this matters more, and is on its way up.
        }
    }
}
