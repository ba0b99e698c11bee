using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Identity;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Documents;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>
/// Stores one picture, of an account's own verification or of a recovery case: read within bounds, judged by its
/// content, freed of metadata, sealed.
/// </summary>
public sealed class PictureUpload(Database database, IdentityStore store, IdentityPictures pictures, TimeProvider clock)
{
    public sealed record View(string Slot, string State);

    /// <param name="stored">The verification of the picture; the caller has found it by the flow or session of the
    /// request.</param>
    /// <param name="body">The picture itself; read to its end, at most one buffer past the limit.</param>
    /// <param name="begin">Begins the change, with the claims that its caller needs.</param>
    public async Task<Reply<View>> Run(
        IdentityStore.Stored stored, PictureSlot slot, Stream body, Func<Change> begin, CancellationToken cancellation)
    {
        // Before the body: a picture that is not asked for is not read.
        if (RefusalOf(IdentityRules.PictureStored(stored.Verification, slot, clock.GetUtcNow())) is { } no) return no;
        var bytes = await ReadBounded(body, cancellation);
        var verdict = Picture.Inspect(bytes);
        if (verdict is not PictureVerdict.Accepted picture)
            return BadPicture(verdict is PictureVerdict.Refused refused ? refused.Reason : Picture.Malformed);
        var clean = Picture.WithoutMetadata(bytes);

        // Two slots may be sent at once: the second then finds that the verification moved on.
        return await Retry.WhileMoved(
            () => Keep(stored.Verification, slot, picture, clean, begin, cancellation),
            atLast: Refusals.IdentityMovedOn);
    }

    private async Task<Reply<View>> Keep(
        IdentityVerification of, PictureSlot slot, PictureVerdict.Accepted picture, byte[] clean, Func<Change> begin,
        CancellationToken cancellation)
    {
        if (await store.Find(of.AccountId, of.VerificationId, cancellation) is not { } stored)
            return Refusals.IdentityMovedOn;
        var outcome = IdentityRules.PictureStored(stored.Verification, slot, clock.GetUtcNow());
        if (outcome is not PictureOutcome.Stored kept) return RefusalOf(outcome)!;

        var change = begin();
        store.Save(change, stored, kept.Verification);
        pictures.Keep(change, kept.Verification, slot, picture, clean);
        change.Record(new AuditEvent(
            of.AccountId, EventKind.PictureUploaded, Actor.Owner, Subject: of.VerificationId.ToString(),
            Details: new Dictionary<string, string> { ["slot"] = WireName.Of(slot) }));
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(WireName.Of(slot), "stored");
    }

    private static Refusal? RefusalOf(PictureOutcome outcome) => outcome switch
    {
        PictureOutcome.Stored => null,
        PictureOutcome.NotAsked => Refusals.PictureNotAsked,
        PictureOutcome.NotNow => Refusals.IdentityMovedOn,
        _ => throw new UnreachableException(),
    };

    /// <summary>Why a picture was refused, in words that help to take a better one.</summary>
    internal static Refusal BadPicture(string reason) => Refusals.BadPicture(reason, $"refusal.bad_picture.{reason}");

    private static async Task<byte[]> ReadBounded(Stream body, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (read.Length <= Picture.MaximumBytes && (count = await body.ReadAsync(buffer, cancellation)) > 0)
            read.Write(buffer, 0, count);
        return read.ToArray();
    }
}
