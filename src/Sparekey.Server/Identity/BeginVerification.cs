using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Edges.Admission;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Identity;

/// <summary>
/// Begins a verification with the country and the kind of document, for an account or as evidence in a recovery case.
/// It replaces an earlier verification that was not handed in.
/// </summary>
public sealed class BeginVerification(IdentityStore store, Randomness random, TimeProvider clock)
{
    public sealed record Request(string? Country, string? DocumentKind);

    public sealed record PictureView(string Slot, string State);

    public sealed record View(
        string State, string Country, string DocumentKind, IReadOnlyList<PictureView> Pictures, string SelfieCode,
        string? Message)
    {
        public static View Of(IdentityVerification verification) => new(
            WireName.Of(verification.State),
            verification.Country,
            WireName.Of(verification.Kind),
            [.. DocumentKinds.Pictures(verification.Kind).Select(slot => ViewOf(verification, slot))],
            verification.SelfieCode,
            verification.Message);

        private static PictureView ViewOf(IdentityVerification verification, PictureSlot slot) =>
            new(WireName.Of(slot), verification.MissingPictures.Contains(slot) ? "missing" : "stored");
    }

    /// <summary>Adds the new verification to the change, which the caller commits.</summary>
    /// <param name="before">The newest verification of the same account or case, if any.</param>
    /// <param name="case">The case for which the verification is evidence; null for the account's own
    /// verification.</param>
    public Reply<IdentityVerification> Run(
        Change change, AccountId account, CaseId? @case, IdentityStore.Stored? before, bool identityVerified,
        Request request)
    {
        var country = request.Country?.Trim().ToUpperInvariant() ?? "";
        if (!Countries.Exists(country)) return Refusals.Invalid(("country", "invalid.country"));
        if (!WireName.TryParse<DocumentKind>(request.DocumentKind, out var kind))
            return Refusals.Invalid(("document_kind", "invalid.document_kind"));
        if (before?.Verification.State == IdentityState.Submitted) return Refusals.IdentityMovedOn;

        var now = clock.GetUtcNow();
        var id = new VerificationId(random.NewId(now));
        var selfieCode = SelfieCode.From(random.Bytes(SelfieCode.Length));
        switch (IdentityRules.Start(id, account, @case, country, kind, identityVerified, selfieCode, now))
        {
            case StartOutcome.AlreadyVerified: return Refusals.AlreadyVerified;
            case StartOutcome.UnknownCountry: return Refusals.Invalid(("country", "invalid.country"));
            case StartOutcome.KindNotTaken:
                return Refusals.Invalid(("document_kind", "invalid.document_kind.begin_verification"));
            case StartOutcome.Started started:
                if (before is { Verification.IsDecided: false }) Close(change, before, now);
                store.Add(change, started.Verification);
                return started.Verification;
            default: throw new UnreachableException();
        }
    }

    private void Close(Change change, IdentityStore.Stored before, DateTimeOffset now)
    {
        var closed = IdentityRules.Supersede(before.Verification, now);
        store.Save(change, before, closed);
        // Pictures that no reviewer saw are nobody's evidence. They are deleted at once, so that repeated beginnings do
        // not fill the disk.
        if (before.Verification.SubmittedAt is null) IdentityStore.DeletePictures(change, closed);
    }
}
