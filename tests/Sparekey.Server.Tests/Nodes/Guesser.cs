using System.Diagnostics;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// Knows an address and its password, and types six digits after six digits, on all nodes, for as long as the test
/// runs.
/// </summary>
internal sealed class Guesser(Caller caller, Ledger ledger, string account, string flow, string factor,
    Func<string> wrong)
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    // Of each guess that was answered "wrong": when it was sent, and when the answer was there.
    private readonly List<(TimeSpan Sent, TimeSpan Answered)> _judged = [];

    public string Account => account;
    public string Factor => factor;

    /// <summary>Guesses that were answered "wrong".</summary>
    public int Judged => _judged.Count;

    /// <summary>How many the waits allow in the time that went by, whatever crashed meanwhile.</summary>
    public int Allowed
    {
        get
        {
            var (allowed, time) = (0, _time.Elapsed);
            for (; time >= TimeSpan.Zero; allowed++) time -= Lockout.WaitAfter(allowed + 1);
            return allowed;
        }
    }

    /// <summary>
    /// After the nth failure nothing was judged until its wait was over. Failures that nobody heard of only make it
    /// longer.
    /// </summary>
    public bool Waited =>
        Enumerable.Range(1, Math.Max(0, Judged - 1))
            .All(n => _judged[n].Answered - _judged[n - 1].Sent >= Lockout.WaitAfter(n));

    public async Task Guess(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var sent = _time.Elapsed;
            Caller.Said said;
            try
            {
                said = await caller.Post("/v1/sign-in/answers", new { factor_id = factor, code = wrong() }, flow,
                    account, EventKind.SecondFactorRefused);
            }
            catch (InDoubtException)
            {
                continue;   // no node has answered for a while; the caller has put the guess down
            }
            if (said.Is(422, "wrong_code"))
            {
                _judged.Add((sent, _time.Elapsed));
                ledger.Done(account, EventKind.SecondFactorRefused);
            }
            else Assert.True(said.Is(429, "too_many_attempts"), $"A guess was answered {said.Status} {said.Code}.");
            await Task.Delay(150, CancellationToken.None);
        }
    }
}
