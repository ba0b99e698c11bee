using System.Text.RegularExpressions;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Conventions;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>
/// Migrations expand before they contract. A migration after which an older program would fail says so in its name, and
/// older programs then refuse the database.
/// </summary>
public sealed class MigrationRulesTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "src", "Sparekey.Edges", "Storage",
        "Migrations");

    private static readonly (Regex Shape, string Why)[] Taking =
    [
        (Of(@"\bDROP\b"), "drops something"),
        (Of(@"\bRENAME\b"), "renames something"),
        (Of(@"\bALTER\s+(COLUMN\s+)?\w+\s+(SET\s+DATA\s+)?TYPE\b"), "changes the type of a column"),
        (Of(@"\bSET\s+NOT\s+NULL\b"), "forbids null where it was allowed"),
        (Of(@"\bADD\s+(?!CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY)(COLUMN\s+)?" +
            @"\w+[^,;]*\bNOT\s+NULL\b(?![^,;]*\bDEFAULT\b)(?<!\bDEFAULT\b[^,;]*)"),
            "adds a column that older programs do not fill"),
        (Of(@"\bADD\s+(CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY)\b"), "adds a condition to what older programs write"),
        (Of(@"\b(CREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER|CREATE\s+OR\s+REPLACE)\b"),
            "changes what happens when older programs write"),
    ];

    private static Regex Of(string shape) => new(shape, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Why an older program may fail after this migration; null when it only adds.</summary>
    private static string? Takes(string sql)
    {
        sql = Regex.Replace(sql, "--.*", "");
        var made = Regex.Matches(sql, @"\bCREATE\s+TABLE\s+(\w+)", RegexOptions.IgnoreCase)
            .Select(m => m.Groups[1].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Regex.Matches(sql, @"\bCREATE\s+UNIQUE\s+INDEX\s+\w+\s+ON\s+(\w+)", RegexOptions.IgnoreCase)
            .Any(m => !made.Contains(m.Groups[1].Value)))
            return "adds a condition to what older programs write";
        return Taking.FirstOrDefault(taking => taking.Shape.IsMatch(sql)).Why;
    }

    [Fact]
    public void SayFromWhichSchemaOn_WhenTheyTakeSomethingAway()
    {
        foreach (var file in new[] { "sqlite", "postgres" }.SelectMany(
            engine => Directory.GetFiles(Path.Combine(Folder, engine))))
        {
            var name = MigrationName.Parse(Path.GetFileName(file));
            Assert.True(name is not null,
                $"{file} is not named like 0007_what_it_does.sql or 0009_what_it_does.from_0007.sql.");
            Assert.True(name.From <= name.Number, $"{file} needs a program that knows more than the migration itself.");
            if (name.Number == 1) continue;
            var why = Takes(File.ReadAllText(file));
            Assert.True(why is null || name.From > 0,
                $"{file} {why}: name in its file the first schema whose programs can live with that, "
                    + "one release ago at the earliest.");
        }
    }

    [Theory]
    [InlineData("ALTER TABLE phones DROP COLUMN hint;")]
    [InlineData("DROP TABLE phones;")]
    [InlineData("DROP INDEX sessions_expiry;")]
    [InlineData("ALTER TABLE phones RENAME COLUMN hint TO tip;")]
    [InlineData("ALTER TABLE phones RENAME TO numbers;")]
    [InlineData("ALTER TABLE phones ALTER COLUMN hint TYPE BIGINT;")]
    [InlineData("ALTER TABLE phones ALTER hint SET DATA TYPE BIGINT;")]
    [InlineData("ALTER TABLE phones ALTER COLUMN hint SET NOT NULL;")]
    [InlineData("ALTER TABLE phones ADD COLUMN region TEXT COLLATE \"C\" NOT NULL;")]
    [InlineData("alter table phones add region bigint not null")]
    [InlineData("ALTER TABLE phones ADD CONSTRAINT hinted CHECK (hint <> '');")]
    [InlineData("CREATE UNIQUE INDEX phones_hint ON phones (hint);")]
    [InlineData("CREATE TRIGGER no_more BEFORE INSERT ON phones FOR EACH ROW EXECUTE FUNCTION f();")]
    public void FindsWhatTakesSomethingAway(string sql) => Assert.NotNull(Takes(sql));

    [Theory]
    [InlineData("ALTER TABLE phones ADD COLUMN region TEXT COLLATE \"C\";")]
    [InlineData("ALTER TABLE phones ADD COLUMN region BIGINT NOT NULL DEFAULT 0;")]
    [InlineData("ALTER TABLE phones ADD COLUMN region BIGINT DEFAULT 0 NOT NULL;")]
    [InlineData("CREATE TABLE regions (region BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL); CREATE UNIQUE INDEX "
        + "regions_name ON regions (name);")]
    [InlineData("CREATE INDEX phones_region ON phones (region); -- DROP nothing")]
    public void LetsWhatAddsPass(string sql) => Assert.Null(Takes(sql));

    [Theory]
    [InlineData("0007_phones.sql", 7, 0)]
    [InlineData("0009_phones_gone.from_0007.sql", 9, 7)]
    public void ReadsAName(string name, int number, int from) =>
        Assert.Equal(new MigrationName(number, from), MigrationName.Parse(name));

    [Theory]
    [InlineData("later")]
    [InlineData("9_phones.sql")]
    [InlineData("0009_phones.from_7.sql")]
    [InlineData("0009_phones.sql\n")]
    [InlineData("0009_phones.from_0007.sql.orig")]
    public void KnowsNothingAboutOtherNames(string name) => Assert.Null(MigrationName.Parse(name));
}
