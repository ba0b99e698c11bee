using System.Text.Json.Serialization;
using Sparekey.Core.Accounts;

namespace Sparekey.Core.Recovery;

/// <summary>Kinds of requirements, in the order in which the wizard asks for them.</summary>
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
    /// A code sent to the phone that will replace the lost one. Confirms the number; proves nothing about the holder.
    /// </summary>
    NewPhoneCode,

    /// <summary>
    /// A code sent to the address that will replace the lost one. Confirms the address; proves nothing about the
    /// holder.
    /// </summary>
    NewEmailCode,

    /// <summary>Answers, right or wrong: a signal for the reviewer, never a proof.</summary>
    SecurityQuestions,

    /// <summary>Pictures of a document and a selfie, judged by a reviewer.</summary>
    Identity,
}

/// <summary>States of a requirement.</summary>
[JsonConverter(typeof(WireNameConverter<RequirementState>))]
public enum RequirementState
{
    Open,

    /// <summary>Judged right: a code by the server, identity by the last approval.</summary>
    Met,

    /// <summary>Given and not judged: answers for good, identity until the review ends.</summary>
    Submitted,
}

/// <summary>One thing that the holder must show in one case.</summary>
/// <param name="Id"><c>r1</c>, <c>r2</c>, ...; never used twice in a case, even if the holder chooses again.</param>
/// <param name="MetAt">When the requirement was met or submitted.</param>
/// <param name="FactorId">The phone or authenticator that gave the code.</param>
/// <param name="AddressHint">For a new phone or email: the address with its middle hidden.</param>
/// <param name="AddressNumber">How many new addresses were named for this requirement. A code is good for the address
/// with its number only.</param>
public sealed record Requirement(
    string Id,
    RequirementKind Kind,
    RequirementState State = RequirementState.Open,
    DateTimeOffset? MetAt = null,
    FactorId? FactorId = null,
    string? AddressHint = null,
    int AddressNumber = 0)
{
    /// <summary>The holder has nothing more to do for this requirement.</summary>
    [JsonIgnore]
    public bool IsGiven => State != RequirementState.Open;

    /// <summary>Enough to complete a case: met, or submitted answers, which never become met.</summary>
    [JsonIgnore]
    public bool IsSatisfied =>
        State == RequirementState.Met
            || (Kind == RequirementKind.SecurityQuestions && State == RequirementState.Submitted);

    [JsonIgnore]
    public bool IsNewAddress => Kind is RequirementKind.NewPhoneCode or RequirementKind.NewEmailCode;

    [JsonIgnore]
    public bool IsCode => Kind is not (RequirementKind.SecurityQuestions or RequirementKind.Identity);
}

/// <summary>A code that the server has judged right, with everything that the code was made for.</summary>
/// <param name="RequirementId">The requirement for which the code was sent, whatever requirement it was typed
/// for.</param>
/// <param name="FactorId">The phone or authenticator; null for email and for new addresses.</param>
/// <param name="AddressNumber">The requirement's number when the code was sent; 0 if no new address is
/// concerned.</param>
/// <param name="IssuedAt">When the code was sent; for an authenticator, when it was typed.</param>
public sealed record CodeProof(
    CaseId CaseId,
    string RequirementId,
    RequirementKind Kind,
    DateTimeOffset IssuedAt,
    FactorId? FactorId = null,
    int AddressNumber = 0);
