using System.Reflection;

namespace Sparekey.Edges.Web;

/// <summary>Files that are embedded in the binary.</summary>
internal static class Embedded
{
    /// <summary>All files of a folder, by their names inside the folder.</summary>
    /// <param name="folder">With a slash at its end.</param>
    public static Dictionary<string, byte[]> Files(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToDictionary(name => name[folder.Length..].Replace('\\', '/'), name => Content(assembly, name),
                StringComparer.Ordinal);
    }

    private static byte[] Content(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
