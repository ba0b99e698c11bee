using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Closes verifications that nobody handed in, and deletes pictures when they are due.</summary>
public sealed class DeletePictures(Database database, IdentityStore store, TimeProvider clock,
    ILogger<DeletePictures> log)
    : IPeriodicJob
{
    private const int Batch = 100;

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    private sealed record Row
    {
        public AccountId AccountId { get; init; }
        public VerificationId VerificationId { get; init; }
    }

    /// <summary>Acts on everything that is due now.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        // A verification that another request changes now, or that failed, waits for the next run. It does not block
        // those behind it.
        var left = new HashSet<VerificationId>();
        while (true)
        {
            var most = Batch + left.Count;
            var due = await database.List<Row>(
                """
                SELECT account_id, verification_id FROM identity_verifications
                WHERE due_at <= @now ORDER BY due_at LIMIT @most
                """,
                new { now = clock.GetUtcNow(), most }, cancellation);
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
            log.LogError(
                "The pictures of the verification {Verification} could not be deleted ({Kind})",
                row.VerificationId, e.GetType().Name);
            return false;
        }
    }

    private async Task<bool> Act(Row row, CancellationToken cancellation)
    {
        if (await store.Find(row.AccountId, row.VerificationId, cancellation) is not { } stored) return false;
        var change = Change.Of(row.AccountId);
        var verification = stored.Verification;
        if (!verification.IsDecided)
        {
            verification = IdentityRules.Abandon(verification, clock.GetUtcNow());
            if (!verification.IsDecided) return false;
            // The pictures are deleted at once: nobody decides on them any more.
            store.Save(change, stored, verification);
        }
        IdentityStore.DeletePictures(change, verification);
        var subject = row.VerificationId.ToString();
        change.Record(new AuditEvent(row.AccountId, EventKind.PicturesDeleted, Actor.Server, Subject: subject));
        return await database.Commit(change, cancellation) is null;
    }
}
