using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;

namespace Sparekey.Core.Identity;

[JsonConverter(typeof(WireNameConverter<IdentityState>))]
public enum IdentityState
{
    /// <summary>Pictures are being taken.</summary>
    Open,
    Submitted,

    /// <summary>Some pictures are to be taken again.</summary>
    MoreInformation,
    Accepted,
    Refused,
}

/// <summary>One picture in the server's keeping.</summary>
public sealed record StoredPicture(PictureSlot Slot, DateTimeOffset StoredAt);

/// <summary>
/// A document and a selfie, shown once: to open an account, or as evidence in one recovery case. Changed only by
/// <see cref="IdentityRules"/>.
/// </summary>
public sealed record IdentityVerification
{
    public required VerificationId VerificationId { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>
    /// The case to which it belongs and with which it is decided; null for an account's own verification.
    /// </summary>
    public CaseId? CaseId { get; init; }

    /// <summary>Issuing country, ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>From <see cref="Identity.SelfieCode"/>.</summary>
    public required string SelfieCode { get; init; }

    public required IdentityState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>One for each slot at most.</summary>
    public IReadOnlyList<StoredPicture> Pictures { get; init; } = [];

    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public StaffId? DecidedBy { get; init; }
    public ReviewClaim? Claim { get; init; }

    /// <summary>Why it was refused, or what was asked; for staff.</summary>
    public ReviewReason? Reason { get; init; }

    /// <summary>The reviewer's sentence to the holder.</summary>
    public string? Message { get; init; }

    /// <summary>What is still to be taken.</summary>
    [JsonIgnore]
    public IReadOnlyList<PictureSlot> MissingPictures =>
        [.. DocumentKinds.Pictures(Kind).Where(slot => Pictures.All(picture => picture.Slot != slot))];

    [JsonIgnore]
    public bool IsDecided => State is IdentityState.Accepted or IdentityState.Refused;
}
