using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Identity;

/// <summary>Closes verifications that nobody handed in, and deletes pictures when their time is over.</summary>
public sealed class DeletePictures(Database database, IdentityStore store, TimeProvider clock, ILogger<DeletePictures> log) : IPeriodicJob
{
    private const int Batch = 100;

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public VerificationId VerificationId { get; init; }
    }

    /// <summary>Everything that is due now.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        // Those that another request is changing, or that failed, are left for the next time, and do not stand in the way of those behind them.
        var left = new HashSet<VerificationId>();
        while (true)
        {
            var most = Batch + left.Count;
            var due = await database.List<Row>("SELECT account_id, verification_id FROM identity_verifications WHERE due_at <= @now ORDER BY due_at LIMIT @most", new { now = clock.GetUtcNow(), most }, cancellation);
            foreach (var row in due.Where(row => !left.Contains(row.VerificationId)))
                if (!await Each(row, cancellation)) left.Add(row.VerificationId);
            if (due.Count < most) return;
        }
    }

    private async Task<bool> Each(Row row, CancellationToken cancellation)
    {
        try
        {
            return await Act(row, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The pictures of the verification {Verification} could not be deleted ({Kind})", row.VerificationId, e.GetType().Name);
            return false;
        }
    }

    private async Task<bool> Act(Row row, CancellationToken cancellation)
    {
        if (await store.Find(row.AccountId, row.VerificationId, cancellation) is not { } stored) return false;
        var change = new Change();
        var verification = stored.Verification;
        if (!verification.IsDecided)
        {
            verification = IdentityRules.Abandon(verification, clock.GetUtcNow());
            if (!verification.IsDecided) return false;
            // Its pictures go at once: nobody decides on them any more.
            store.Save(change, stored, verification);
        }
        IdentityStore.DeletePictures(change, verification);
        change.Record(new AuditEvent(row.AccountId, EventKind.PicturesDeleted, Actor.Server, Subject: row.VerificationId.ToString()));
        return await database.CommitNamed(change, cancellation) is null;
    }
}
