using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>The address to which a code goes.</summary>
/// <remarks>A class, because records print their members into logs.</remarks>
public sealed class CodeTarget(string to, string hint, bool isEmail, bool isOfAnother)
{
    public string To { get; } = to;
    public string Hint { get; } = hint;
    public bool IsEmail { get; } = isEmail;

    /// <summary>
    /// The address belongs to another account: its owner is told instead, and the response is the same.
    /// </summary>
    public bool IsOfAnother { get; } = isOfAnother;

    public override string ToString() => "CodeTarget(…)";
}

/// <summary>
/// Finds the address of a requirement's code: one that the account has, or the new one that the holder names.
/// </summary>
public sealed class CodeTargets(
    Database database, NewAddresses addresses, AccountEmails emails, FactorSecrets secrets, TimeProvider clock)
{
    /// <param name="Case">The case afterwards: a new address is named in it.</param>
    public sealed record Found(CodeTarget Target, RecoveryCase Case);

    /// <summary>Finds the address. A new one is added to the change.</summary>
    /// <param name="address">The new address; null or empty for the one that was named before.</param>
    public async Task<Reply<Found>> Find(
        Change change, LoadedCase loaded, Requirement requirement, string? address, CancellationToken cancellation)
    {
        if (requirement.IsNewAddress) return await Name(change, loaded, requirement, address, cancellation);
        return Known(loaded, requirement) is { } known ? new Found(known, loaded.Case) : Refusals.NotFound;
    }

    private CodeTarget? Known(LoadedCase loaded, Requirement requirement)
    {
        switch (requirement.Kind)
        {
            case RequirementKind.EmailCode:
                var email = emails.Open(loaded.AccountId, loaded.Account.EmailSealed);
                return new CodeTarget(email, CaseCodes.HintOf(email), isEmail: true, isOfAnother: false);
            case RequirementKind.PhoneCode when loaded.Account.Phone is { } phone:
                var number = secrets.OpenText(loaded.AccountId, phone.FactorId, phone.SecretSealed);
                return new CodeTarget(number, phone.Hint, isEmail: false, isOfAnother: false);
            default:
                return null;
        }
    }

    private async Task<Reply<Found>> Name(
        Change change, LoadedCase loaded, Requirement requirement, string? address, CancellationToken cancellation)
    {
        var before = requirement.AddressNumber > 0 ? addresses.Open(loaded, requirement.Kind) : null;
        var typed = string.IsNullOrWhiteSpace(address) ? before : address;
        var parsed = requirement.Kind == RequirementKind.NewEmailCode
            ? await NewEmail(loaded, typed, cancellation)
            : NewPhone(typed);
        if (parsed is not Reply<CodeTarget>.Done { Value: var target }) return ((Reply<CodeTarget>.Refused)parsed).Why;
        // The same address again is a resend: its code keeps its counts.
        if (target.To == before) return new Found(target, loaded.Case);

        var facts = loaded.Account.Facts;
        switch (RecoveryRules.NameAddress(loaded.Case, requirement.Id, target.Hint, facts, clock.GetUtcNow()))
        {
            case AddressOutcome.Named named:
                Keep(change, named.Case, requirement.Kind, target.To);
                return new Found(target, named.Case);
            case AddressOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            default: return Refusals.NotFound;
        }
    }

    private async Task<Reply<CodeTarget>> NewEmail(LoadedCase loaded, string? typed, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(typed, out var email)) return Refusals.Invalid(("address", "invalid.address"));
        var current = emails.Open(loaded.AccountId, loaded.Account.EmailSealed);
        if (EmailAddress.TryParse(current, out var old) && old.Equals(email))
            return Refusals.Invalid(("address", "invalid.address.send_code_2"));
        var owners = await database.One<long>(
            "SELECT COUNT(*) FROM emails WHERE email_index = @index", new { index = emails.Index(email) },
            cancellation);
        return new CodeTarget(email.Value, email.Hint, isEmail: true, isOfAnother: owners > 0);
    }

    private static Reply<CodeTarget> NewPhone(string? typed) => PhoneNumber.TryParse(typed, out var phone)
        ? new CodeTarget(phone.Value, phone.Hint, isEmail: false, isOfAnother: false)
        : Refusals.Invalid(("address", "invalid.address.send_code"));

    private void Keep(Change change, RecoveryCase @case, RequirementKind kind, string address)
    {
        var column = kind == RequirementKind.NewEmailCode ? "new_email_sealed" : "new_phone_sealed";
        change.Add(
            $"UPDATE recovery_cases SET {column} = @address WHERE account_id = @AccountId AND case_id = @CaseId",
            new { address = addresses.Seal(@case, kind, address), @case.AccountId, @case.CaseId });
    }
}
