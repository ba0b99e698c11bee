using System.Diagnostics;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;

namespace Sparekey.Server.Tests.Nodes;

/// <summary>
/// An attacker who knows an address and its password, and guesses six-digit codes on all nodes during the whole test.
/// </summary>
internal sealed class Guesser(Caller caller, Ledger ledger, string account, string flow, string factor,
    Func<string> wrong)
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    // When each guess that was judged wrong was sent, and when its response arrived.
    private readonly List<(TimeSpan Sent, TimeSpan Answered)> _judged = [];

    public string Account => account;
    public string Factor => factor;

    /// <summary>Guesses that were judged wrong.</summary>
    public int Judged => _judged.Count;

    /// <summary>How many guesses the waits allow in the elapsed time, whatever crashed meanwhile.</summary>
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
    /// Whether no guess after the nth failure was judged before the wait was over. Failures whose response was lost
    /// only make the wait longer.
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
                continue;   // no node answered for a while; the caller has recorded the guess as lost
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
