using System.Collections.Frozen;
using System.Reflection;

namespace Sparekey.Server.Accounts;

/// <summary>The passwords that attackers try first. common-passwords.txt holds the list and its source.</summary>
public static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Load);

    public static bool Contains(string lowerCased) => All.Value.Contains(lowerCased);

    private static FrozenSet<string> Load()
    {
        using var list = Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(list);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') words.Add(line);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
