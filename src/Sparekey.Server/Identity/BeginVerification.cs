using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>Country and kind of document begin a verification, of an account or as evidence in a reset. One that was begun before and not handed in makes room.</summary>
public sealed class BeginVerification(IdentityStore store, Randomness random, TimeProvider clock)
{
    public sealed record Request(string? Country, string? DocumentKind);

    public sealed record PictureView(string Slot, string State);

    public sealed record View(string State, string Country, string DocumentKind, IReadOnlyList<PictureView> Pictures, string SelfieCode, string? Message)
    {
        public static View Of(IdentityVerification verification) => new(
            WireName.Of(verification.State), verification.Country, WireName.Of(verification.Kind),
            [.. DocumentKinds.Pictures(verification.Kind).Select(slot => new PictureView(WireName.Of(slot), verification.MissingPictures.Contains(slot) ? "missing" : "stored"))],
            verification.SelfieCode, verification.Message);
    }

    /// <summary>Adds the new verification to the caller's change, which also commits it.</summary>
    /// <param name="before">The newest one of the same account or case, if any.</param>
    /// <param name="case">The reset that it is evidence for; null for the account's own.</param>
    public Reply<IdentityVerification> Run(Change change, AccountId account, CaseId? @case, IdentityStore.Stored? before, bool identityVerified, Request request)
    {
        var country = request.Country?.Trim().ToUpperInvariant() ?? "";
        if (!Countries.Exists(country)) return Refusals.Invalid(("country", "invalid.country"));
        if (!WireName.TryParse<DocumentKind>(request.DocumentKind, out var kind)) return Refusals.Invalid(("document_kind", "invalid.document_kind"));
        if (before?.Verification.State == IdentityState.Submitted) return Refusals.IdentityMovedOn;

        var now = clock.GetUtcNow();
        var id = new VerificationId(random.NewId(now));
        switch (IdentityRules.Start(id, account, @case, country, kind, identityVerified, SelfieCode.From(random.Bytes(SelfieCode.Length)), now))
        {
            case StartOutcome.AlreadyVerified: return Refusals.AlreadyVerified;
            case StartOutcome.UnknownCountry: return Refusals.Invalid(("country", "invalid.country"));
            case StartOutcome.KindNotTaken: return Refusals.Invalid(("document_kind", "invalid.document_kind.begin_verification"));
            case StartOutcome.Started started:
                if (before is { Verification.IsDecided: false }) MakeRoom(change, before, now);
                store.Add(change, started.Verification);
                return started.Verification;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void MakeRoom(Change change, IdentityStore.Stored before, DateTimeOffset now)
    {
        var closed = IdentityRules.Supersede(before.Verification, now);
        store.Save(change, before, closed);
        // Pictures that no reviewer has seen are nobody's evidence: they go at once, so that beginning again and again fills no disk.
        if (before.Verification.SubmittedAt is null) IdentityStore.DeletePictures(change, closed);
    }
}
