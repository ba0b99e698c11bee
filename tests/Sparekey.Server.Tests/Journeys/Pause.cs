using Sparekey.Server.Edges.Crypto;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>Holds up what every request needs, so that a test can put something between a request's looking and its saving.</summary>
public sealed class Pause
{
    private readonly ManualResetEventSlim _end = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _held = Task.CompletedTask;

    /// <summary>The writer of the database: whoever wants to write waits in turn.</summary>
    public static async Task<Pause> OfWriter(House house)
    {
        var pause = Queued(house);
        await pause._begun.Task;
        return pause;
    }

    /// <summary>As <see cref="OfWriter"/>, behind those who wait already; <see cref="Begun"/> when its turn has come.</summary>
    public static Pause Queued(House house)
    {
        var pause = new Pause();
        pause._held = Task.Run(() => house.Database.Charge("SELECT 1", null, _ => pause.Hold(), CancellationToken.None));
        return pause;
    }

    /// <summary>Password hashing, in a house that has one slot for it.</summary>
    public static async Task<Pause> OfHashing(House house)
    {
        var pause = new Pause();
        pause._held = house.Get<HashingGate>().Run(pause.Hold, CancellationToken.None);
        await pause._begun.Task;
        return pause;
    }

    public Task Begun => _begun.Task;

    public async Task Ends()
    {
        _end.Set();
        await _held;
    }

    /// <summary>Until something that happens elsewhere has happened.</summary>
    public static async Task Until(Func<bool> happened)
    {
        for (var i = 0; i < 2000 && !happened(); i++) await Task.Delay(5);
        Assert.True(happened());
    }

    private int Hold()
    {
        _begun.SetResult();
        _end.Wait();
        return 0;
    }
}
