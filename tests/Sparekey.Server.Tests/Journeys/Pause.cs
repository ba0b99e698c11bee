using Npgsql;
using Sparekey.Core.Holds;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Edges.Documents;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// Blocks something that every request needs, so that a test can act between the read and the commit of a request.
/// </summary>
public sealed class Pause
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ManualResetEventSlim _end = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _held = Task.CompletedTask;

    /// <summary>Blocks the writer of the database: other writes wait.</summary>
    public static async Task<Pause> OfWriter(House house)
    {
        var pause = new Pause();
        pause._held = Task.Run(() => Engine.IsPostgres ? pause.Holds(house, null) : Charges(house, pause));
        await pause._begun.Task;
        return pause;
    }

    private static Task<int> Charges(House house, Pause pause) =>
        house.Database.Charge(Locks.None, "SELECT 1", null, _ => pause.Hold(), CancellationToken.None);

    private async Task<int> Holds(House house, string? table)
    {
        await using var connection = new NpgsqlConnection(house.Settings.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var keep = new NpgsqlCommand(
            $"LOCK TABLE {table ?? string.Join(", ", await house.Tables())} IN EXCLUSIVE MODE", connection,
            transaction);
        await keep.ExecuteNonQueryAsync();
        return Hold();
    }

    /// <summary>
    /// On PostgreSQL: blocks writes to one table. Requests go on as far as they can without these writes.
    /// </summary>
    public static async Task<Pause> OfTable(House house, string table)
    {
        var pause = new Pause();
        pause._held = Task.Run(() => pause.Holds(house, table));
        await pause._begun.Task;
        return pause;
    }

    /// <summary>Waits until this many statements wait for locks, on PostgreSQL.</summary>
    public static Task Waiting(House house, int statements) => Until(() =>
        house.Database.One<long>(
            "SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT granted "
                + "AND d.datname = current_database()", null, CancellationToken.None).Result == statements);

    /// <summary>Blocks password hashing, in a house with one slot for it.</summary>
    public static async Task<Pause> OfHashing(House house)
    {
        var pause = new Pause();
        pause._held = pause.HoldsSlot(house.Get<HashingAdmission>());
        await pause._begun.Task;
        return pause;
    }

    private async Task HoldsSlot(HashingAdmission gate)
    {
        using var slot = await gate.Enter("pause", 1, CancellationToken.None);
        await slot!.Run(Hold);
    }

    public async Task Ends()
    {
        _end.Set();
        await _held;
    }

    /// <summary>Waits for something that happens elsewhere.</summary>
    public static async Task Until(Func<bool> happened)
    {
        var done = false;   // not asked again after it was true once, since it may become false
        for (var i = 0; i < 2000 && !(done = happened()); i++) await Task.Delay(5);
        Assert.True(done);
    }

    private int Hold()
    {
        _begun.SetResult();
        // A failed test may not end its pause. The other tests must not wait for ever.
        if (!_end.Wait(Longest)) throw new TimeoutException("A pause was not ended.");
        return 0;
    }
}
