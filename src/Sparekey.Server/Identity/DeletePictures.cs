using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Server.Edges;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Closes verifications that nobody handed in, and deletes pictures when their time is over.</summary>
public sealed class DeletePictures(Database database, IdentityStore store, TimeProvider clock) : IChore
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
        while (true)
        {
            var due = await database.List<Row>("SELECT account_id, verification_id FROM identity_verifications WHERE due_at <= @now ORDER BY due_at LIMIT @Batch", new { now = clock.GetUtcNow(), Batch }, cancellation);
            var moved = 0;
            foreach (var row in due)
                if (await Act(row, cancellation)) moved++;
            // A row that another request is changing is left for the next time: without progress this would go round for ever.
            if (due.Count < Batch || moved == 0) return;
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
        return await database.Commit(change, cancellation) is null;
    }
}
