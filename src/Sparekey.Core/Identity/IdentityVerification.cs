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

    /// <summary>Some pictures must be taken again.</summary>
    MoreInformation,
    Accepted,
    Refused,
}

/// <summary>A picture that the server has stored.</summary>
public sealed record StoredPicture(PictureSlot Slot, DateTimeOffset StoredAt);

/// <summary>
/// Pictures of a document and a selfie: the account's own verification, or the evidence of one recovery case. Only
/// <see cref="IdentityRules"/> changes it.
/// </summary>
public sealed record IdentityVerification
{
    public required VerificationId VerificationId { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>
    /// The case whose evidence this is, and with which it is decided; null for the account's own verification.
    /// </summary>
    public CaseId? CaseId { get; init; }

    /// <summary>Issuing country, ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>From <see cref="Identity.SelfieCode"/>.</summary>
    public required string SelfieCode { get; init; }

    public required IdentityState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>At most one for each slot.</summary>
    public IReadOnlyList<StoredPicture> Pictures { get; init; } = [];

    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public StaffId? DecidedBy { get; init; }
    public ReviewClaim? Claim { get; init; }

    /// <summary>Why a reviewer refused or asked for more; for staff.</summary>
    public ReviewReason? Reason { get; init; }

    /// <summary>The reviewer's sentence to the holder.</summary>
    public string? Message { get; init; }

    /// <summary>The pictures that the holder must still take.</summary>
    [JsonIgnore]
    public IReadOnlyList<PictureSlot> MissingPictures =>
        [.. DocumentKinds.Pictures(Kind).Where(slot => Pictures.All(picture => picture.Slot != slot))];

    [JsonIgnore]
    public bool IsDecided => State is IdentityState.Accepted or IdentityState.Refused;
}
