using Sparekey.Server.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

public sealed class HashingGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task NeverRunsMoreThanItsSlots()
    {
        using var gate = new HashingGate(3);
        var (now, most) = (0, 0);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => gate.Run(() =>
        {
            var running = Interlocked.Increment(ref now);
            int seen;
            while ((seen = Volatile.Read(ref most)) < running) Interlocked.CompareExchange(ref most, running, seen);
            Thread.Sleep(1);
            Interlocked.Decrement(ref now);
            return i;
        }, default))).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 200), results);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task ServesInTheOrderOfArrival()
    {
        using var gate = new HashingGate(1);
        using var open = new ManualResetEventSlim();
        var order = new List<int>();
        var first = gate.Run(() => open.Wait(Patience), default);
        var rest = Enumerable.Range(0, 100).Select(i => gate.Run(() => { order.Add(i); return i; }, default)).ToArray();
        Assert.Equal(100, gate.Waiting);
        open.Set();
        await Task.WhenAll([first, .. rest]).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public async Task AnAbandonedWaitTakesNoSlot()
    {
        using var gate = new HashingGate(1);
        using var open = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var first = gate.Run(() => open.Wait(Patience), default);
        var ran = false;
        var abandoned = gate.Run(() => ran = true, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        open.Set();
        Assert.True(await first.WaitAsync(Patience));
        Assert.Equal(7, await gate.Run(() => 7, default).WaitAsync(Patience));
        Assert.False(ran);
    }

    [Fact]
    public async Task AFailureFreesItsSlot()
    {
        using var gate = new HashingGate(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.Run<int>(() => throw new InvalidOperationException("broken"), default));
        Assert.Equal(7, await gate.Run(() => 7, default).WaitAsync(Patience));
    }
}
