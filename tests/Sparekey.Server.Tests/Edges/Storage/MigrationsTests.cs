using System.Text.RegularExpressions;
using Sparekey.Server.Tests.Conventions;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>
/// Both engines have the same tables, columns, keys and indexes, file by file: an addition to one engine needs the same
/// addition to the other.
/// </summary>
public sealed class MigrationsTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "src", "Sparekey.Edges", "Storage",
        "Migrations");

    // Removes types and clauses that differ by engine, and functions that only PostgreSQL needs.
    private static string Bare(string file)
    {
        var sql = Regex.Replace(File.ReadAllText(file), "--.*", "");
        sql = Regex.Replace(sql, @"CREATE FUNCTION .*?\$\$;", "",
            RegexOptions.Singleline | RegexOptions.CultureInvariant);
        sql = sql.Replace(" WITHOUT ROWID", "").Replace(" WITH (fillfactor = 80)", "")
            .Replace(" COLLATE \"C\"", "").Replace(
                " BYTEA", " BLOB").Replace(
            " BIGINT",
            " INTEGER").Replace(" BOOLEAN", " INTEGER");
        return Regex.Replace(sql, @"\s+", " ").Trim();
    }

    [Fact]
    public void SayTheSame_InBothEngines()
    {
        string[] Names(string engine) => [.. Directory.GetFiles(Path.Combine(Folder, engine))
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)];

        Assert.NotEmpty(Names("sqlite"));
        Assert.Equal(Names("sqlite"), Names("postgres"));
        foreach (var name in Names("sqlite"))
            Assert.Equal(Bare(Path.Combine(Folder, "sqlite", name)), Bare(Path.Combine(Folder,
                "postgres", name)));
    }
}
