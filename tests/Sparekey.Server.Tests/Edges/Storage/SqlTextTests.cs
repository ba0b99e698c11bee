using Sparekey.Edges.Storage;

namespace Sparekey.Server.Tests.Edges.Storage;

public sealed class SqlTextTests
{
    private static string[] Told(string sql) => [.. SqlText.Of(sql).Select(one =>
        $"{one.Sql} [{string.Join(' ', one.Parameters)}]")];

    [Fact]
    public void PutsPlacesForNames() =>
        Assert.Equal(["SELECT $1, $2 WHERE a = $1 [account now]"], Told("SELECT @account, @now WHERE a = @Account"));

    [Fact]
    public void TakesStatementsApart_EachWithItsOwnPlaces() =>
        Assert.Equal(["SELECT 1 WHERE a = $1 [b]", "UPDATE t SET c = $1, a = $2 [c b]"], Told(
            "SELECT 1 WHERE a = @b; UPDATE t SET c = @c, a = @b;"));

    [Fact]
    public void LeavesLiteralsAndDropsComments() =>
        Assert.Equal(["SELECT 'a;b@c', '', $1 [d]"],
            Told("SELECT 'a;b@c', '', -- not @this; nor that\n@d").Select(told => told.Replace(
                "\n", "", StringComparison.Ordinal)));

    [Fact]
    public void LooksIntoAListAsAnArray() =>
        Assert.Equal(["SELECT 1 WHERE kind = ANY ($1) AND at IN (SELECT $2) [kinds at]"], Told(
            "SELECT 1 WHERE kind IN @kinds AND at IN (SELECT @at)"));
}
