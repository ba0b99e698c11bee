using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Get code: to an address that the account still has, or to the new one that is named here.</summary>
public sealed class SendCode(Database database, RecoveryStore store, Codes codes, NewAddresses addresses, AccountEmails emails, FactorSecrets secrets, SendLimits limits, TimeProvider clock, Settings settings)
{
    /// <param name="Address">For a new phone or email; left out, the one named before.</param>
    /// <param name="Channel">For a phone, <c>sms</c> (the default) or <c>voice</c>.</param>
    public sealed record Request(string? Requirement, string? Address, string? Channel)
    {
        public override string ToString() => "Request(…)";   // holds an address
    }

    public sealed record View(string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static async Task<IResult> Handle(Request request, FlowToken flow, SendCode send, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(flow, request, visitor, cancellation), 202);

    /// <summary>Where a code goes.</summary>
    private sealed class Target(string to, string hint, bool isEmail, bool taken)
    {
        public string To { get; } = to;
        public string Hint { get; } = hint;
        public bool IsEmail { get; } = isEmail;

        /// <summary>The address is another account's: its owner is told instead, and the answer is the same.</summary>
        public bool Taken { get; } = taken;
    }

    public async Task<Reply<View>> Run(FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        var channel = Channel.Sms;
        if (!string.IsNullOrEmpty(request.Channel) && (!WireName.TryParse(request.Channel, out channel) || channel == Channel.Email)) return Refusals.Invalid(("channel", "invalid.channel"));
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        if (hand.Case.Requirements.FirstOrDefault(r => r.Id == request.Requirement) is not { } requirement) return hand.Case.IsLive ? Refusals.NotFound : CaseRefusals.MovedOn(hand);

        var change = new Change(visitor);
        var now = clock.GetUtcNow();
        var after = hand.Case;
        Target target;
        if (requirement.IsNewAddress)
        {
            switch (await Name(change, hand, requirement, request.Address, now, cancellation))
            {
                case (Target named, RecoveryCase renamed, null): (target, after) = (named, renamed); break;
                case (_, _, { } why): return why;
                default: throw new System.Diagnostics.UnreachableException();
            }
            requirement = after.Requirements.First(r => r.Id == requirement.Id);
        }
        else if (Known(hand, requirement) is { } known) target = known;
        else return Refusals.NotFound;

        // Asks Core whether the code would count before it is made.
        var would = new CodeProof(after.CaseId, requirement.Id, requirement.Kind, now, AddressNumber: requirement.AddressNumber);
        switch (RecoveryRules.MarkCodeProven(after, would, hand.Account.Facts, now))
        {
            case ProofOutcome.NotNow not: return CaseRefusals.Of(not.Why, not.State);
            case ProofOutcome.AlreadyMet: return Refusals.AlreadyConfirmed;
            case ProofOutcome.Mismatch: return Refusals.NotFound;
        }

        var binding = CaseCodes.Binding(hand with { Case = after }, requirement);
        var sent = await database.One<Codes.Standing>(Codes.StandingSql, new { account = after.AccountId, codePurpose = binding.Purpose, codeBinding = binding.Binding }, cancellation);
        if (target.IsEmail) channel = Channel.Email;
        var shape = target.IsEmail ? settings.Numbers.ResetEmailCode : settings.Numbers.ResetPhoneCode;
        var code = codes.Send(change, binding, channel, shape, sent, now);
        store.Save(change, hand, after).Record(new AuditEvent(after.AccountId, EventKind.RecoveryCodeSent, Actor.Owner, Subject: after.CaseId.ToString(),
            Details: new Dictionary<string, string> { ["kind"] = WireName.Of(requirement.Kind), ["channel"] = WireName.Of(channel) }));
        change.Send(target.Taken ? Letters.AddressTaken(settings, after.AccountId, target.To) : Letters.Code(settings, after.AccountId, channel, target.To, code.Digits, shape.Lifetime),
            limits.Of(after.AccountId, channel, target.To, visitor));
        return await database.CommitNamed(change, cancellation) switch
        {
            null => new View(target.Hint, code.ExpiresAt, code.ResendAt),
            "wait" => Refusals.Wait(sent?.Sends >= OneTimeCode.Sends ? null : sent?.ResendAt ?? code.ResendAt),
            _ => CaseRefusals.MovedOn(hand),
        };
    }

    private Target? Known(LoadedCase hand, Requirement requirement)
    {
        switch (requirement.Kind)
        {
            case RequirementKind.EmailCode:
                var email = emails.Open(hand.Case.AccountId, hand.Account.EmailSealed);
                return new Target(email, CaseCodes.HintOf(email), true, false);
            case RequirementKind.PhoneCode when hand.Account.Phone is { } phone:
                return new Target(secrets.OpenText(hand.Case.AccountId, phone.FactorId, phone.SecretSealed), phone.Hint, false, false);
            default:
                return null;
        }
    }

    private async Task<(Target?, RecoveryCase?, Refusal?)> Name(Change change, LoadedCase hand, Requirement requirement, string? address, DateTimeOffset now, CancellationToken cancellation)
    {
        var isEmail = requirement.Kind == RequirementKind.NewEmailCode;
        var before = addresses.Open(hand, requirement.Kind);
        var named = string.IsNullOrWhiteSpace(address) ? requirement.AddressNumber > 0 ? before : null : address;
        PhoneNumber? phone = null;
        EmailAddress? email = null;
        if (isEmail && !EmailAddress.TryParse(named, out email)) return (null, null, Refusals.Invalid(("address", "invalid.address")));
        if (!isEmail && !PhoneNumber.TryParse(named, out phone)) return (null, null, Refusals.Invalid(("address", "invalid.address.send_code")));
        if (email is not null && EmailAddress.TryParse(emails.Open(hand.Case.AccountId, hand.Account.EmailSealed), out var old) && old.Equals(email))
            return (null, null, Refusals.Invalid(("address", "invalid.address.send_code_2")));

        var (to, hint) = email is not null ? (email.Value, email.Hint) : (phone!.Value, phone.Hint);
        var taken = email is not null && await database.One<long>("SELECT COUNT(*) FROM emails WHERE email_index = @index", new { index = emails.Index(email) }, cancellation) > 0;
        var target = new Target(to, hint, isEmail, taken);
        // The same address again is a resend: the count of its code goes on.
        if (requirement.AddressNumber > 0 && to == before) return (target, hand.Case, null);

        switch (RecoveryRules.NameAddress(hand.Case, requirement.Id, hint, hand.Account.Facts, now))
        {
            case AddressOutcome.Named done:
                change.Add($"UPDATE recovery_cases SET {(isEmail ? "new_email_sealed" : "new_phone_sealed")} = @address WHERE account_id = @AccountId AND case_id = @CaseId",
                    new { address = addresses.Seal(done.Case, requirement.Kind, to), done.Case.AccountId, done.Case.CaseId });
                return (target, done.Case, null);
            case AddressOutcome.NotNow not: return (null, null, CaseRefusals.Of(not.Why, not.State));
            default: return (null, null, Refusals.NotFound);
        }
    }
}
