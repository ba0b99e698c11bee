namespace Sparekey.Server.Tests.Conventions;

/// <summary>The folder with the sources of this build, for tests that read them.</summary>
public static class RepositoryRoot
{
    public static readonly string Folder = Find();

    public static IEnumerable<string> Files(string under, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Folder, under), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal)
                && !f.Contains(
                    $"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    public static string Name(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sparekey.slnx"))) return folder.FullName;
        throw new InvalidOperationException("These tests read the sources: run them from a checkout.");
    }
}
