using System.Globalization;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Crypto;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Admission;

public sealed class AdmissionControlTests
{
    private const int Inside = 3;   // per slot

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static HashingAdmission AdmissionControl(int slots, TimeSpan? patience = null) =>
        new(slots, patience ?? Patience, TimeProvider.System);

    /// <summary>A clock whose timers never fire, so that no wait times out.</summary>
    private sealed class Timeless : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static async Task<T> Does<T>(AdmissionControl gate, Func<T> work, string network = "a",
        CancellationToken cancellation = default)
    {
        using var slot = await gate.Enter(network, 1, cancellation) ?? throw new Xunit.Sdk.XunitException(
            "Turned away.");
        return await slot.Run(work);
    }

    [Fact]
    public async Task NeverRunsMoreThanItsSlots()
    {
        using var gate = AdmissionControl(3);
        var (now, most) = (0, 0);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Does(gate, () =>
        {
            var running = Interlocked.Increment(ref now);
            int seen;
            while ((seen = Volatile.Read(ref most)) < running) Interlocked.CompareExchange(ref most, running, seen);
            Thread.Sleep(1);
            Interlocked.Decrement(ref now);
            return i;
        }))).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 200), results);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task GivesTurnsInTheOrderOfArrival()
    {
        using var gate = AdmissionControl(1);
        var inside = new List<Slot>();
        for (var i = 0; i < Inside; i++) inside.Add((await gate.Enter("a", 1, default))!);
        var waiting = Enumerable.Range(0, 3).Select(_ => gate.Enter("a", 1, default)).ToArray();

        foreach (var (i, next) in waiting.Index())
        {
            Assert.All(waiting[i..], w => Assert.False(w.IsCompleted));
            inside[i].Dispose();
            Assert.NotNull(await next.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task TurnsAwayAtOnce_WhenTheLineIsFull_AndLetsInAgainAfterwards()
    {
        // 1,050 ms is 42 pieces of 25 ms. Two of these wait inside already, so 40 may wait in the queue.
        using var gate = new HashingAdmission(1, TimeSpan.FromMilliseconds(1050), new Timeless());
        using var open = new ManualResetEventSlim();
        var held = Enumerable.Range(0, Inside + 40)
            .Select(i => Does(gate, () => open.Wait(Patience), $"n{i}")).ToArray();

        var refused = gate.Enter("another", 1, default);
        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Null(await refused);

        open.Set();
        await Task.WhenAll(held).WaitAsync(Patience);
        Assert.Equal(7, await Does(gate, () => 7, "another"));
    }

    [Fact]
    public async Task TurnsAwayLater_WhenThoseInsideHang()
    {
        using var gate = AdmissionControl(1, TimeSpan.FromMilliseconds(100));
        var inside = new List<Slot>();
        for (var i = 0; i < Inside; i++) inside.Add((await gate.Enter("a", 1, default))!);

        Assert.Null(await gate.Enter("b", 1, default).WaitAsync(Patience));
        Assert.Equal(0, gate.Waiting);
        inside.ForEach(place => place.Dispose());
        Assert.NotNull(await gate.Enter("b", 1, default));
    }

    [Fact]
    public async Task AnAbandonedWaitFreesItsPlace()
    {
        using var gate = AdmissionControl(1);
        using var open = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var inside = Enumerable.Range(0, Inside).Select(_ => Does(gate, () => open.Wait(Patience))).ToArray();
        var ran = false;
        var abandoned = Does(gate, () => ran = true, cancellation: gone.Token);
        // one works, two have a slot and wait for the thread, one waits for a slot
        await Pause.Until(() => gate.Waiting == Inside);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Assert.Equal(Inside - 1, gate.Waiting);
        open.Set();
        await Task.WhenAll(inside).WaitAsync(Patience);
        Assert.Equal(7, await Does(gate, () => 7).WaitAsync(Patience));
        Assert.False(ran);
    }

    [Fact]
    public async Task WorkIsNotBegun_WhenItsRequestIsGone()
    {
        using var gate = AdmissionControl(1);
        using var open = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var first = Does(gate, () => open.Wait(Patience));
        var ran = false;
        var abandoned = Does(gate, () => ran = true, cancellation: gone.Token);
        await gone.CancelAsync();
        open.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.WaitAsync(Patience));
        Assert.True(await first);
        Assert.False(ran);
    }

    [Fact]
    public async Task AFailureFreesItsPlace()
    {
        using var gate = AdmissionControl(1);
        for (var i = 0; i < 2 * Inside; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => Does<int>(gate,
                () => throw new InvalidOperationException(
                    "broken")));

        Assert.Equal(7, await Does(gate, () => 7).WaitAsync(Patience));
    }

    [Fact]
    public async Task OnePlaceIsGivenBackOnce()
    {
        using var gate = AdmissionControl(1);
        var twice = (await gate.Enter("a", 1, default))!;
        twice.Dispose();
        twice.Dispose();
        for (var i = 0; i < Inside; i++) Assert.NotNull(await gate.Enter("a", 1, default));

        Assert.False(gate.Enter("a", 1, default).IsCompleted);
    }

    [Fact]
    public async Task WorksBehindTheThreadsThatServe()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var gate = AdmissionControl(1);
        // Field 19 of proc_pid_stat(5); the index counts from the field after the name in parentheses.
        int Niceness() =>
            int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[1].Split(' ')[16],
                CultureInfo.InvariantCulture);

        Assert.Equal(Niceness() + 10, await Does(gate, Niceness));
    }
}
