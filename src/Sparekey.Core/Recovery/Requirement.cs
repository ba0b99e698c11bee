using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>What has to be shown. The order is the order in which the wizard asks.</summary>
[JsonConverter(typeof(WireNameConverter<RequirementKind>))]
public enum RequirementKind
{
    /// <summary>A code sent to the account's email address.</summary>
    EmailCode,

    /// <summary>A code sent to the account's phone.</summary>
    PhoneCode,

    /// <summary>A current code of one of the account's authenticators.</summary>
    AuthenticatorCode,

    /// <summary>
    /// A code sent to the phone that will replace the lost one. Confirms the number, proves nothing about the holder.
    /// </summary>
    NewPhoneCode,

    /// <summary>
    /// A code sent to the address that will replace the lost one. Confirms the address, proves nothing about the
    /// holder.
    /// </summary>
    NewEmailCode,

    /// <summary>Answers, right or wrong: a signal for the reviewer, never a proof.</summary>
    SecurityQuestions,

    /// <summary>Pictures of a document and a selfie, judged by a reviewer.</summary>
    Identity,
}

/// <summary>How far one requirement is.</summary>
[JsonConverter(typeof(WireNameConverter<RequirementState>))]
public enum RequirementState
{
    Open,

    /// <summary>Judged and found right: a code by the server, identity by the last approval needed.</summary>
    Met,

    /// <summary>Handed in and not judged: answers for good, identity until the review ends.</summary>
    Submitted,
}

/// <summary>One thing to show in one case.</summary>
/// <param name="Id"><c>r1</c>, <c>r2</c>, ...; never used twice in a case, also when the holder chooses again.</param>
/// <param name="MetAt">When it was met, or handed in.</param>
/// <param name="FactorId">The phone or authenticator that gave the code.</param>
/// <param name="AddressHint">For a new phone or email: the address with its middle hidden. Never the address.</param>
/// <param name="AddressNumber">Counts the new addresses named for this requirement, from 1; 0 before the first. A code
/// counts for its own address only.</param>
public sealed record Requirement(
    string Id,
    RequirementKind Kind,
    RequirementState State = RequirementState.Open,
    DateTimeOffset? MetAt = null,
    FactorId? FactorId = null,
    string? AddressHint = null,
    int AddressNumber = 0)
{
    /// <summary>The holder has done their part.</summary>
    [JsonIgnore]
    public bool IsGiven => State != RequirementState.Open;

    /// <summary>Good enough to complete a case: met, or answers handed in, which are never more than that.</summary>
    [JsonIgnore]
    public bool IsSatisfied =>
        State == RequirementState.Met
            || (Kind == RequirementKind.SecurityQuestions && State == RequirementState.Submitted);

    [JsonIgnore]
    public bool IsNewAddress => Kind is RequirementKind.NewPhoneCode or RequirementKind.NewEmailCode;

    [JsonIgnore]
    public bool IsCode => Kind is not (RequirementKind.SecurityQuestions or RequirementKind.Identity);
}

/// <summary>A code that the server has judged right, with everything that it was made for.</summary>
/// <param name="RequirementId">The requirement named when the code was asked for, not when it was typed.</param>
/// <param name="FactorId">The phone or authenticator; null for email and for new addresses.</param>
/// <param name="AddressNumber">Of the requirement when the code was sent; 0 where no new address is concerned.</param>
/// <param name="IssuedAt">When the code was sent; for an authenticator, when it was typed.</param>
public sealed record CodeProof(
    CaseId CaseId,
    string RequirementId,
    RequirementKind Kind,
    DateTimeOffset IssuedAt,
    FactorId? FactorId = null,
    int AddressNumber = 0);
