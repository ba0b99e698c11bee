using Dapper;
using Npgsql;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Operations;

/// <summary>
/// A copy that ends between the commits of the two databases: no server works with either of them, and running the copy
/// again finishes it.
/// </summary>
[Trait("Engine", "PostgreSQL")]
public sealed class UnfinishedCopyTests : CopyTest
{
    private Task<Program.Ended> Runs(string verb) => Program.Run($"{verb} --data \"{Old.Settings.Data}\"", null, (
        "SPAREKEY__DATABASE", Target));

    private Task<House> Opens() =>
        House.Open(settings => { settings.Database = Target; settings.Data = Old.Settings.Data; }, Old.Clock);

    private async Task NoServerStarts()
    {
        var served = await Runs("serve --development --url http://127.0.0.1:0");
        Assert.Equal(1, served.ExitCode);
        Assert.Matches("^sparekey: A copy to .* was begun and has not ended. "
            + "Run sparekey copy --from sqlite --to postgres again", served.Errors);
        Assert.Matches("WRONG  A copy to .* was begun and has not ended", (await Runs("doctor")).Output);
    }

    // PostgreSQL receives the commit, takes its time, and commits. The copying process is dead by then.
    [PostgresFact]
    public async Task BeginsAnew_WhenItWasKilledBeforeTheFileWasClosed()
    {
        var person = await Person.Opens(Old);
        var app = await person.HasAuthenticator();
        await There.ExecuteAsync(
            """
            CREATE FUNCTION dawdles() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(6); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER dawdles AFTER INSERT ON installation DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW WHEN (NEW.name = 'copying') EXECUTE FUNCTION dawdles()
            """);
        using (var copy = Program.Start($"copy --from sqlite --to postgres --data \"{Old.Settings.Data}\"", null, (
            "SPAREKEY__DATABASE", Target)))
        {
            await Within(TimeSpan.FromSeconds(60),
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND wait_event = 'PgSleep')");
            copy.Kill();
            await copy.WaitForExitAsync();
        }
        await Within(TimeSpan.FromSeconds(30), "SELECT EXISTS (SELECT 1 FROM installation WHERE name = 'copying')");
        await There.ExecuteAsync("DROP FUNCTION dawdles CASCADE");

        await NoServerStarts();
        // The file is still open, so a sign-in there spends the code.
        Assert.Equal(200, (await Old.Answers(await person.HalfSignsIn(), app.FactorId, app.Code())).Status);
        var again = await Runs("copy --from sqlite --to postgres");

        Assert.True(again.ExitCode == 0, again.Errors);
        await using var now = await Opens();
        Assert.Equal("code_already_used",
            (await now.Answers(await now.At(person).HalfSignsIn(), app.FactorId, app.Code())).Code);
        Assert.Equal(200, (await now.Get("/health/ready")).Status);
    }

    [PostgresFact]
    public async Task Finishes_WhenOnlyTheMarkWasLeft()
    {
        await LeavesTheMark();

        await NoServerStarts();
        Assert.Equal(503, (await Old.Get("/health/ready")).Status);
        var again = await Runs("copy --from sqlite --to postgres");

        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("Everything was copied before", again.Output, StringComparison.Ordinal);
        await using var now = await Opens();
        Assert.Equal(200, (await now.Get("/health/ready")).Status);
        Assert.Contains("was moved before, to PostgreSQL", Assert.Throws<StartException>(() => Copy()).Message);
    }

    [PostgresFact]
    public async Task LeavesAloneWhatAnotherInstallationHasBegun()
    {
        await using var another = await House.Open(settings => settings.Database = "");
        await LeavesTheMark();
        var before = await There.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM installation");

        var refused = Assert.Throws<StartException>(() => Copy(another));

        Assert.Contains("holds data already", refused.Message);
        Assert.Equal(before, await There.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM installation"));
        Assert.Equal(200, (await another.Get("/health/ready")).Status);
    }

    // Both databases are committed, and then PostgreSQL fails.
    private async Task LeavesTheMark()
    {
        await There.ExecuteAsync(
            """
            CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''disk full''; END';
            CREATE TRIGGER fails BEFORE DELETE ON installation FOR EACH ROW EXECUTE FUNCTION fails()
            """);
        Assert.Throws<PostgresException>(() => Copy());
        await There.ExecuteAsync("DROP FUNCTION fails CASCADE");
    }

    private async Task Within(TimeSpan time, string sql)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await There.ExecuteScalarAsync<bool>(sql))
        {
            Assert.True(watch.Elapsed < time, sql);
            await Task.Delay(50);
        }
    }
}
