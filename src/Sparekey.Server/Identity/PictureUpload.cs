using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Documents;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Takes one picture, of an account's own verification or of a reset: read within bounds, judged by its content, freed of metadata, sealed.</summary>
public sealed class PictureUpload(Database database, IdentityStore store, IdentityPictures pictures, TimeProvider clock)
{
    private const int Retries = 3;   // two slots sent at once: the second finds the verification moved on

    public sealed record View(string Slot, string State);

    /// <param name="stored">The verification to which it belongs; the caller has found it by the flow or session that asks.</param>
    /// <param name="body">The picture itself; read to its end, at most one byte past the limit.</param>
    /// <param name="begin">The change to add to, with the claims that whoever sends the picture needs.</param>
    public async Task<Reply<View>> Run(IdentityStore.Stored stored, PictureSlot slot, Stream body, Func<Change> begin, CancellationToken cancellation)
    {
        // Before the body: what is not asked for is not read.
        if (Refusal(IdentityRules.PictureStored(stored.Verification, slot, clock.GetUtcNow())) is { } no) return no;
        var bytes = await ReadBounded(body, cancellation);
        var verdict = Picture.Inspect(bytes);
        if (verdict is not PictureVerdict.Accepted picture) return BadPicture(verdict is PictureVerdict.Refused refused ? refused.Reason : Picture.Malformed);
        var clean = Picture.WithoutMetadata(bytes);

        for (var attempt = 0; ; attempt++)
        {
            var outcome = IdentityRules.PictureStored(stored.Verification, slot, clock.GetUtcNow());
            if (outcome is not PictureOutcome.Stored kept) return Refusal(outcome)!;
            var change = begin();
            store.Save(change, stored, kept.Verification);
            pictures.Keep(change, kept.Verification, slot, picture, clean);
            change.Record(new AuditEvent(kept.Verification.AccountId, EventKind.PictureUploaded, Actor.Owner, Subject: kept.Verification.VerificationId.ToString(),
                Details: new Dictionary<string, string> { ["slot"] = WireName.Of(slot) }));
            if (await database.Commit(change, cancellation) is not { } lost) return new View(WireName.Of(slot), "stored");
            if (lost.Text.Key != IdentityStore.MovedOn) return lost.Text.Key.StartsWith("refusal.", StringComparison.Ordinal) ? lost : Refusals.IdentityMovedOn;
            if (attempt == Retries || await store.Find(stored.Verification.AccountId, stored.Verification.VerificationId, cancellation) is not { } fresh) return Refusals.IdentityMovedOn;
            stored = fresh;
        }
    }

    private static Refusal? Refusal(PictureOutcome outcome) => outcome switch
    {
        PictureOutcome.Stored => null,
        PictureOutcome.NotAsked => Refusals.PictureNotAsked,
        PictureOutcome.NotNow => Refusals.IdentityMovedOn,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why a picture was refused, in words that help to take a better one.</summary>
    internal static Refusal BadPicture(string reason) => Refusals.BadPicture(reason, $"refusal.bad_picture.{reason}");

    private static async Task<byte[]> ReadBounded(Stream body, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (read.Length <= Picture.MaximumBytes && (count = await body.ReadAsync(buffer, cancellation)) > 0) read.Write(buffer, 0, count);
        return read.ToArray();
    }
}
