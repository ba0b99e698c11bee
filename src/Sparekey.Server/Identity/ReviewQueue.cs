using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>What waits for reviewers: a recovery case, or an account's own identity verification.</summary>
public enum ReviewKind { Recovery, Identity }

/// <summary>Where an entry of the queue is. A decided entry leaves the reviewers' hands.</summary>
public enum QueueState { InReview, MoreInformation, Decided }

/// <param name="Id">The id of the case or of the verification.</param>
/// <param name="SubmittedAt">The last time of handing in; the entry is due from then on.</param>
public sealed record QueueEntry(
    AccountId Account, string Id, ReviewKind Kind, QueueState State, DateTimeOffset SubmittedAt, ReviewClaim? Claim);

/// <summary>The reviewers' queue: the table <c>review_cases</c>, kept in step with what it lists.</summary>
public sealed class ReviewQueue(Settings settings)
{
    /// <summary>
    /// Adds the entry to a change, in place of the one before. A new entry opens when it is handed in.
    /// </summary>
    public Change Put(Change change, QueueEntry entry)
    {
        if (entry.Claim is { } claim) change.Lock(claim.By);
        return change.Add(
            """
            INSERT INTO review_cases (account_id, case_id, kind, state, opened_at, due_at, claimed_by, claimed_at)
            VALUES (@Account, @Id, @kind, @state, @SubmittedAt, @due, @by, @at)
            ON CONFLICT (account_id, case_id)
            DO UPDATE SET state = @state, due_at = @due, claimed_by = @by, claimed_at = @at
            """,
            new
            {
                entry.Account,
                entry.Id,
                kind = WireName.Of(entry.Kind),
                state = WireName.Of(entry.State),
                entry.SubmittedAt,
                due = entry.SubmittedAt + settings.Recovery.ReviewTarget,
                by = entry.Claim?.By,
                at = entry.Claim?.At,
            });
    }
}
