using Dapper;
using Microsoft.Data.Sqlite;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Sqlite;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Tests.Edges.Storage;

/// <summary>Writes that wait are committed together, and each one still succeeds or fails by itself.</summary>
[Trait("Engine", "SQLite")]
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("sparekey-writer-").FullName;
    private SqliteConnection _outside = null!;

    private string Settings => $"Data Source={Path.Combine(_folder, "notes.db")};Pooling=False";

    public async Task InitializeAsync()
    {
        _outside = new(Settings);
        await _outside.OpenAsync();
        await _outside.ExecuteAsync("PRAGMA journal_mode = WAL; CREATE TABLE notes (name TEXT PRIMARY KEY)");
    }

    public async Task DisposeAsync()
    {
        await _outside.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task UndoesWhatOneLoses_AndKeepsTheOthers()
    {
        await using var writer = Writer();
        var busy = Busy(writer);

        var first = writer.Write(true, s => Notes(s, "first"), CancellationToken.None);
        var lost = writer.Write(true, s => { Notes(s, "lost"); return ("already_used", false); },
            CancellationToken.None);
        var twice = writer.Write(true, s => { Notes(s, "other"); return Notes(s, "first"); }, CancellationToken.None);
        var last = writer.Write(false, s => Notes(s, "last"), CancellationToken.None);
        await busy.Ends();

        Assert.Equal(("first", "already_used", "last"), (await first, await lost, await last));
        await Assert.ThrowsAsync<SqliteException>(() => twice);
        Assert.Equal(["first", "last"], Kept());
    }

    [Fact]
    public async Task TellsNobody_BeforeAllOfItIsCommitted()
    {
        await using var writer = Writer();
        var busy = Busy(writer);
        using var second = new ManualResetEventSlim();

        var early = writer.Write(true, s => Notes(s, "early"), CancellationToken.None);
        var late = writer.Write(true, s => { second.Wait(); return Notes(s, "late"); }, CancellationToken.None);
        await busy.Ends();
        Assert.NotSame(early, await Task.WhenAny(early, Task.Delay(200)));
        Assert.Empty(Kept());
        second.Set();

        Assert.Equal(("early", "late"), (await early, await late));
        Assert.Equal(["early", "late"], Kept());
    }

    [Fact]
    public async Task WritesTheOthersAgain_WhereOneEndsTheTransactionOfAll()
    {
        await _outside.ExecuteAsync(
            "CREATE TRIGGER disk_full BEFORE INSERT ON notes WHEN NEW.name = 'full' BEGIN "
                + "SELECT RAISE(ROLLBACK, 'database or disk is full'); END");
        await using var writer = Writer();
        var busy = Busy(writer);

        var before = writer.Write(true, s => Notes(s, "before"), CancellationToken.None);
        var runs = 0;
        // fails in its first run
        var second = writer.Write(true, s => { if (++runs == 1) Notes(s, "before"); return Notes(s, "second"); },
            CancellationToken.None);
        var full = writer.Write(true, s => Notes(s, "full"), CancellationToken.None);
        var lost = writer.Write(true, s => { Notes(s, "lost"); return ("moved_on", false); }, CancellationToken.None);
        var after = writer.Write(true, s => Notes(s, "after"), CancellationToken.None);
        await busy.Ends();

        Assert.Equal(("before", "second", "moved_on", "after"), (await before, await second, await lost, await after));
        await Assert.ThrowsAsync<SqliteException>(() => full);
        Assert.Equal(["after", "before", "second"], Kept());
    }

    [Fact]
    public async Task TellsEverybody_WhereTheCommitFails()
    {
        await _outside.ExecuteAsync(
            "CREATE TABLE children (name TEXT REFERENCES notes (name) DEFERRABLE INITIALLY DEFERRED)");
        await using var writer = Writer();
        var busy = Busy(writer);

        var good = writer.Write(true, s => Notes(s, "good"), CancellationToken.None);
        var orphan = writer.Write(true, s => (s.Execute("INSERT INTO children (name) VALUES ('nobody')", null), true),
            CancellationToken.None);
        await busy.Ends();

        // A foreign key that is found broken only at the commit fails all writes of that commit.
        await Assert.ThrowsAsync<SqliteException>(() => good);
        await Assert.ThrowsAsync<SqliteException>(() => orphan);
        Assert.Empty(Kept());
        Assert.Equal("next", await writer.Write(true, s => Notes(s, "next"), CancellationToken.None));
    }

    [Fact]
    public async Task DoesNothingLater_ForWhomTheWaitWasTooLong()
    {
        await using var writer = Writer(TimeSpan.FromSeconds(2));
        var busy = Busy(writer);
        using var hangsUp = new CancellationTokenSource();

        var late = writer.Write(true, s => Notes(s, "late"), CancellationToken.None);
        var gone = writer.Write(true, s => Notes(s, "gone"), hangsUp.Token);
        await hangsUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Assert.ThrowsAsync<DatabaseBusyException>(() => late);
        await busy.Ends();
        Assert.Equal("next", await writer.Write(true, s => Notes(s, "next"), CancellationToken.None));
        Assert.Equal(["next"], Kept());
    }

    [Fact]
    public async Task IsClosed_AfterThoseWhoWait()
    {
        var writer = Writer();
        var busy = Busy(writer);
        var waits = writer.Write(true, s => Notes(s, "waits"), CancellationToken.None);

        var closing = writer.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => writer.Write(true, s => Notes(s, "late"), CancellationToken.None));
        Assert.False(closing.IsCompleted);
        await busy.Ends();
        await closing;

        Assert.Equal("waits", await waits);
        Assert.Equal(["waits"], Kept());
    }

    [Fact]
    public async Task IsClosed_WhileAnotherProcessKeepsTheFile()
    {
        var writer = Writer();
        await _outside.ExecuteAsync("BEGIN IMMEDIATE");

        await writer.DisposeAsync();

        await _outside.ExecuteAsync("ROLLBACK");
    }

    [Fact]
    public async Task WritesForMany_InTheirOrder()
    {
        await using var writer = Writer();
        await writer.Write(true, s => (s.Execute(
            "CREATE TABLE turns (n INTEGER PRIMARY KEY AUTOINCREMENT, who INTEGER, i INTEGER)", null), true),
                CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(who => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                Assert.Equal((who, i), await writer.Write(i % 2 == 0, s => { s.Execute(
                    "INSERT INTO turns (who, i) VALUES (@who, @i)", new { who, i }); return ((who, i), i % 5 != 0); },
                        CancellationToken.None));
        })));

        var kept = _outside.Query<(int Who, int I)>("SELECT who, i FROM turns ORDER BY n").ToList();
        Assert.Equal(16 * 40, kept.Count);
        Assert.All(kept.GroupBy(turn => turn.Who),
            own => Assert.Equal(Enumerable.Range(0, 50).Where(i => i % 5 != 0), own.Select(turn => turn.I)));
    }

    private SqliteWriter Writer(TimeSpan? patience = null)
    {
        var session = new SqliteSession(Settings + ";Foreign Keys=True");
        return new(session, patience ?? Patience);
    }

    private static (string, bool) Notes(SqliteSession session, string name)
    {
        session.Execute("INSERT INTO notes (name) VALUES (@name)", new { name });
        return (name, true);
    }

    private List<string> Kept() => [.. _outside.Query<string>("SELECT name FROM notes ORDER BY name")];

    // A writer that goes on until it is told to end, so that others have to wait.
    private static Holding Busy(SqliteWriter writer)
    {
        var (begun, ends) = (new TaskCompletionSource(), new ManualResetEventSlim());
        var held = Task.Run(() => writer.Write(false, _ => { begun.SetResult(); ends.Wait(); return (true, false); },
            CancellationToken.None));
        begun.Task.Wait();
        return new(held, ends);
    }

    private sealed record Holding(Task Held, ManualResetEventSlim End)
    {
        public async Task Ends()
        {
            End.Set();
            await Held;
            End.Dispose();
        }
    }
}
