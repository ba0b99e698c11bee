using Sparekey.Edges.Storage;
using Sparekey.Edges.Storage.Postgres;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Storage;

public sealed class AccountQueuesTests
{
    private readonly AccountQueues _lines = new(TimeSpan.FromMinutes(1));
    private readonly List<string> _inside = [];

    [Fact]
    public async Task LetsTwoIn_AndTheOthersInTheirOrder()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var all = new[] { Comes("a", first, 1), Comes("b", second, 1), Comes("c", second, 1), Comes("d", second, 1),
            Comes(
                "e", second, 2) };
        Assert.Equal(["a", "b", "e"], _inside);

        first.SetResult();
        await Pause.Until(() => Inside().Count == 4);
        Assert.Equal("c", Inside()[^1]);
        second.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(["a", "b", "e", "c", "d"], _inside);
        Assert.Equal(0, _lines.Count);
    }

    [Fact]
    public async Task LeavesNothingBehind_WhenSomebodyGoesAway_WaitsInVainOrFails()
    {
        var impatient = new AccountQueues(TimeSpan.FromMilliseconds(20));
        var (ends, gone) = (new TaskCompletionSource<int>(), new CancellationTokenSource());
        var inside = new[]
        {
            impatient.Run([1, 2], () => ends.Task, CancellationToken.None),
            impatient.Run([2], () => ends.Task, CancellationToken.None),
        };

        await Assert.ThrowsAsync<DatabaseBusyException>(() => impatient.Run<int>([1, 2, 3],
            () => throw new InvalidOperationException(
                "let in"), CancellationToken.None));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.Run<int>([2],
            () => throw new InvalidOperationException(
                "let in"), gone.Token));
        Assert.Equal(2, impatient.Count);

        ends.SetException(new IOException());
        foreach (var one in inside) await Assert.ThrowsAsync<IOException>(() => one);
        Assert.Equal(0, impatient.Count);
        Assert.Equal(7, await impatient.Run([1, 2], () => Task.FromResult(7), CancellationToken.None));
    }

    private Task<int> Comes(string who, TaskCompletionSource stays, params long[] keys) => _lines.Run(keys, async () =>
    {
        lock (_inside) _inside.Add(who);
        await stays.Task;
        return 0;
    }, CancellationToken.None);

    private List<string> Inside()
    {
        lock (_inside) return [.. _inside];
    }
}
