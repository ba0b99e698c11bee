using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Documents;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Stored pictures of documents and faces. Each is sealed to its row, never kept in the clear.</summary>
public sealed class IdentityPictures(Database database, SecretBox box, TimeProvider clock)
{
    private const string Purpose = "pictures";

    public sealed record Shown(string ContentType, byte[] Bytes);

    private sealed record Row
    {
        public string ContentType { get; init; } = "";
        public byte[] Sealed { get; init; } = [];
    }

    /// <summary>Adds a picture to a change, in place of the one before.</summary>
    public void Keep(
        Change change, IdentityVerification verification, PictureSlot slot, PictureVerdict.Accepted picture,
        ReadOnlySpan<byte> bytes) =>
        change.Add(
            """
            INSERT INTO pictures (account_id, verification_id, slot, content_type, width, height, sealed, stored_at)
            VALUES (@AccountId, @VerificationId, @slot, @type, @Width, @Height, @bytes, @now)
            ON CONFLICT (account_id, verification_id, slot) DO UPDATE SET
              content_type = @type, width = @Width, height = @Height, sealed = @bytes, stored_at = @now
            """,
            new
            {
                verification.AccountId,
                verification.VerificationId,
                slot = WireName.Of(slot),
                type = ContentType(picture.Kind),
                picture.Width,
                picture.Height,
                bytes = box.Seal(Purpose, Name(verification.AccountId, verification.VerificationId, slot), bytes),
                now = clock.GetUtcNow(),
            });

    /// <returns>Null when there is no picture, or it was deleted.</returns>
    public async Task<Shown?> Open(
        AccountId account, VerificationId verification, PictureSlot slot, CancellationToken cancellation)
    {
        var row = await database.One<Row>(
            """
            SELECT content_type, sealed FROM pictures
            WHERE account_id = @account AND verification_id = @verification AND slot = @slot
            """,
            new { account, verification, slot = WireName.Of(slot) }, cancellation);
        if (row is null) return null;
        return new Shown(row.ContentType, box.Open(Purpose, Name(account, verification, slot), row.Sealed));
    }

    private static string Name(AccountId account, VerificationId verification, PictureSlot slot) =>
        $"pictures/{account}/{verification}/{WireName.Of(slot)}";

    private static string ContentType(PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => "image/jpeg",
        PictureKind.Png => "image/png",
        PictureKind.WebP => "image/webp",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
