using Sparekey.Edges.Admission;

namespace Sparekey.Server.Tests.Edges.Admission;

/// <summary>A queue with room for 40 pieces.</summary>
public sealed class FairQueueTests
{
    private readonly FairQueue _line = new();

    private Waiter? Joins(string network, int pieces = 1)
    {
        var waiter = new Waiter(network, pieces);
        return _line.TryJoin(waiter, 40) ? waiter : null;
    }

    private int Floods(string network)
    {
        var joined = 0;
        while (Joins(network) is not null) joined++;
        return joined;
    }

    private string[] Served(int count) => [.. Enumerable.Range(0, count).Select(_ => _line.Next()!.Network)];

    [Fact]
    public void ServesOneNetworkInTheOrderOfArrival()
    {
        var joined = Enumerable.Range(0, 20).Select(_ => Joins("a")).ToList();

        Assert.Equal(joined, Enumerable.Range(0, 20).Select(_ => _line.Next()));
        Assert.Null(_line.Next());
    }

    [Fact]
    public void GoesRoundBetweenNetworks()
    {
        foreach (var network in (string[])["a", "a", "a", "b", "b", "c"]) Joins(network);

        // The third "a" got its turn before the second "b" joined, and keeps it.
        Assert.Equal(["a", "b", "c", "a", "a", "b"], Served(6));
    }

    [Fact]
    public void NewcomerGoesBeforeTheFlood()
    {
        Floods("flood");
        _line.Next();
        Joins("home");

        Assert.Equal(["flood", "home", "flood"], Served(3));
    }

    [Fact]
    public void WhoWasLetInIsServedInTime_WhateverComesAfter()
    {
        // The last one of "office" has 19 others of its network before it. Plain round robin would serve each network
        // that is new in a round before it, for ever.
        for (var i = 0; i < 19; i++) Joins("office");
        var last = Joins("office")!;
        var steps = 0;
        for (Waiter? next = null; next != last; steps++)
        {
            for (var i = 0; i < 3; i++) Joins($"new{steps}.{i}");
            next = _line.Next();
        }

        Assert.InRange(steps, 20, 80);   // two full queues
    }

    [Fact]
    public void AloneFillsTwoThirds_AndTheRestStaysForOthers()
    {
        Assert.Equal(27, Floods("a"));
        Assert.Equal(9, Floods("b"));
        Assert.NotNull(Joins("c"));
        Assert.NotNull(Joins("d"));
        Assert.Null(Joins("a"));
        Assert.Null(Joins("b"));
    }

    [Fact]
    public void TurnsEverybodyAway_WhenItIsFull()
    {
        for (var i = 0; i < 40; i++) Assert.NotNull(Joins($"n{i}"));
        Assert.Null(Joins("another"));

        _line.Next();
        Assert.NotNull(Joins("another"));
        Assert.Equal((40, 40), (_line.Count, _line.Pieces));
    }

    [Fact]
    public void CountsPieces_NotRequests()
    {
        for (var i = 0; i < 13; i++) Assert.NotNull(Joins($"n{i}", 3));

        Assert.Equal(39, _line.Pieces);
        Assert.Null(Joins("another", 2));
        Assert.NotNull(Joins("another"));
    }

    [Fact]
    public void WhoLeavesMakesRoom()
    {
        var first = Joins("a")!;
        Floods("a");

        Assert.True(_line.Leave(first));
        Assert.False(_line.Leave(first));
        Assert.NotNull(Joins("a"));
        Assert.Null(Joins("a"));
        while (_line.Next() is { } next) Assert.NotSame(first, next);
        Assert.Equal(0, _line.Pieces);
    }
}
