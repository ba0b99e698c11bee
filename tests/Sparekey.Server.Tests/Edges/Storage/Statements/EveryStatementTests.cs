using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Storage.Statements;

/// <summary>
/// "Account first" for the whole program: everything happens once in one house, and every statement that the house sent
/// is checked. Each text of the program that names a table must have been sent. The test fails otherwise, since the
/// rule is not checked for a text that no journey sends.
/// </summary>
public sealed class EveryStatementTests : IAsyncLifetime
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _heard =
        new(StringComparer.Ordinal);
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(heard: statement => _heard[statement.Sql] = true);
        await Everything.Happens(_house);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task NamesTheAccount_AndEveryOneWasHeard()
    {
        var tables = await Overheard.Tables;
        Assert.Equal(19, tables.Count);

        var broken = _heard.Keys.SelectMany(text => Overheard.Broken(text, tables)).ToList();
        Assert.True(broken.Count == 0, string.Join("\n---\n", broken));

        var (sent, notReached) = (string.Join('\n', _heard.Keys),
            AcrossAccounts.NotReached(Engine.IsPostgres).ToList());
        var unheard = ProgramText.About(tables)
            .Where(text => !sent.Contains(text, StringComparison.Ordinal)
                && !notReached.Any(one => text.TrimStart().StartsWith(one.Beginning, StringComparison.Ordinal)))
            .ToList();
        Assert.True(unheard.Count == 0, $"Stands in the program and was not heard: {string.Join("\n---\n", unheard)}");

        // The list of exceptions has no entry for a statement that the program no longer sends.
        Assert.All(AcrossAccounts.Statements,
            allowed => Assert.Contains(_heard.Keys.SelectMany(text => text.Split(';')),
                statement => allowed.Fits(statement.Trim())));
    }
}
