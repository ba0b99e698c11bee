using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Moves cases on when only time has passed: objection windows that close, cases that expire, and cases of accounts
/// that somebody else froze.
/// </summary>
public sealed class DueCases(
    Database database, CompleteCase complete, ExpireCase expire, EndCase end, RecoveryStore store, TimeProvider clock,
    ILogger<DueCases> log) : IPeriodicJob
{
    private const int Portion = 100;

    // A subselect for each live case, of which there are few: for a join, a planner may walk through all accounts.
    private const string IsOfFrozenAccount =
        "(SELECT a.frozen_at FROM accounts a WHERE a.account_id = r.account_id) IS NOT NULL";

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public CaseId CaseId { get; init; }
        public string State { get; init; } = "";
    }

    public async Task Run(CancellationToken cancellation)
    {
        // No case outlives a freeze, whoever froze the account.
        foreach (var row in await List(IsOfFrozenAccount, cancellation))
            await Each(row, () => Stop(row, cancellation));
        foreach (var row in await List("r.due_at <= @now", cancellation))
            await Each(row, () => MoveOn(row, cancellation));
    }

    private Task<List<Row>> List(string which, CancellationToken cancellation) => database.List<Row>(
        $"""
        SELECT r.account_id, r.case_id, r.state FROM recovery_cases r
        WHERE r.ended_at IS NULL AND {which} ORDER BY r.due_at LIMIT {Portion}
        """,
        new { now = clock.GetUtcNow() }, cancellation);

    private Task<Reply<RecoveryCase>> Stop(Row row, CancellationToken cancellation) => end.Run(
        () => store.Load(row.AccountId, row.CaseId, cancellation),
        loaded => RecoveryRules.Object(loaded.Case, Objector.Integrator, clock.GetUtcNow())
                is ObjectOutcome.Stopped stopped
            ? stopped.Case
            : null,
        CaseNotice.Cancelled, EventKind.RecoveryCancelled, Actor.Server, visitor: null, cancellation);

    private Task MoveOn(Row row, CancellationToken cancellation) =>
        WireName.Parse<CaseState>(row.State) == CaseState.Objection
            ? complete.Run(row.AccountId, row.CaseId, cancellation)
            : expire.Run(row.AccountId, row.CaseId, cancellation);

    // One case that fails must not hold up the others.
    private async Task Each(Row row, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The case {Case} could not be carried on ({Kind})", row.CaseId, e.GetType().Name);
        }
    }
}
