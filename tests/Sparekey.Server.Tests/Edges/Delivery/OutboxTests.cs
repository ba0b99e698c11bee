using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Edges.Delivery;

public sealed class OutboxTests : IAsyncLifetime
{
    private readonly CountingSender _sender = new();
    private House _house = null!;
    private Outbox _outbox = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        await _house.Get<Outbox>().StopAsync(CancellationToken.None);
        _outbox = Of(_sender);
    }

    public async Task DisposeAsync()
    {
        _outbox.Dispose();
        await _house.DisposeAsync();
    }

    private Outbox Of(ISender sender) =>
        new(_house.Database, _house.Get<SecretBox>(), sender, _house.Clock, _house.Get<ILogger<Outbox>>());

    private Task<Refusal?> Write(int messages)
    {
        var change = Change.OfNobody();
        for (var i = 0; i < messages; i++) change.Send(Messages.To("ann@example.com", $"Number {i}"));
        return _house.Database.Commit(change, CancellationToken.None);
    }

    private Task Deliver() => _outbox.Deliver(CancellationToken.None);

    [Fact]
    public async Task SendsNothing_WhileNothingCanBeWritten()
    {
        await Write(2);
        var mends = await _house.Breaks("outbox", change: "UPDATE");

        for (var tries = 0; tries < 3; tries++) await Assert.ThrowsAnyAsync<Exception>(Deliver);

        Assert.Equal(0, _sender.Sent);
        await mends();
        await Deliver();
        await Deliver();
        Assert.Equal(2, _sender.Sent);
    }

    [Fact]
    public async Task SendsAgainAfterAMinuteOnly_WhereItCouldNotBeWrittenDown()
    {
        await Write(3);
        var mends = await _house.Breaks("outbox", change: "UPDATE OF sent_at");
        await Assert.ThrowsAnyAsync<Exception>(Deliver);
        await mends();

        await Deliver();
        _house.Clock.Advance(TimeSpan.FromSeconds(59));
        await Deliver();
        Assert.Equal(3, _sender.Sent);

        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await Deliver();
        await Deliver();
        Assert.Equal(6, _sender.Sent);
    }

    [Fact]
    public async Task GivesBackWhatItHasTaken_WhenTheServerStops()
    {
        await Write(4);
        using var stops = new CancellationTokenSource();
        var hangs = new HangingSender();
        using var stopped = Of(hangs);
        var delivers = stopped.Deliver(stops.Token);
        await hangs.Begun;
        await stops.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivers);

        await Deliver();   // at once, before the lease would have ended

        Assert.Equal(["Number 0", "Number 1", "Number 2", "Number 3"], _sender.Texts.Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Loop", "ci")]
    public async Task SendsAgainLater_WhenTheSenderHangs()
    {
        await Write(1);
        using var stuck = Of(new HangingSender());

        // The outbox gives up on a hanging sender after nine seconds.
        await stuck.Deliver(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        await Deliver();
        Assert.Equal(0, _sender.Sent);
        _house.Clock.Advance(TimeSpan.FromSeconds(5));
        await Deliver();
        Assert.Equal(["Number 0"], _sender.Texts);
    }

    [PostgresFact, Trait("Engine", "PostgreSQL")]
    public async Task TellsOthers_WhatIsWrittenWhileItsSenderHangs()
    {
        var hangs = new HangingSender();
        using var stuck = Of(hangs);
        await stuck.StartAsync(CancellationToken.None);
        await Write(1);
        await hangs.Begun;
        await using var other = new NpgsqlConnection(_house.Settings.Database + ";Pooling=false");
        await other.OpenAsync();
        await other.ExecuteAsync("LISTEN sparekey_outbox");

        await Write(1);

        // The outbox gives up on a hanging sender after nine seconds.
        Assert.True(await other.WaitAsync(TimeSpan.FromSeconds(8)), "Nobody was told.");
        await stuck.StopAsync(CancellationToken.None);
    }

    /// <summary>Begins to send, and hangs until it is cancelled.</summary>
    private sealed class HangingSender : ISender
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Task Send(SendRequest request, CancellationToken cancellation)
        {
            _begun.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        public Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(true);
    }
}
