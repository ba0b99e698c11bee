using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Sends the code of a requirement, to an address that the account has or to the new one that is named here.
/// </summary>
public sealed class SendCode(
    Database database, RecoveryStore store, Codes codes, CodeTargets targets, SendLimits limits, TimeProvider clock,
    Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(
        202, Problem.InvalidRequest, Problem.Wait, Problem.AlreadyConfirmed, Problem.NotFound, Problem.WrongState,
        Problem.Expired, Problem.AccountFrozen);

    /// <param name="Address">The new phone or email; left out, the one that was named before.</param>
    /// <param name="Channel">For a phone, <c>sms</c> (the default) or <c>voice</c>.</param>
    public sealed record Request(string? Requirement, string? Address, string? Channel)
    {
        public override string ToString() => "Request(…)";   // holds an address
    }

    public sealed record View(string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, SendCode send, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(flow, request, visitor, cancellation), 202);

    public async Task<Reply<View>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!TryChannel(request.Channel, out var channel)) return Refusals.Invalid(("channel", "invalid.channel"));
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        if (loaded.Find(request.Requirement) is not { } requirement)
            return loaded.Case.IsLive ? Refusals.NotFound : CaseRefusals.MovedOn(loaded);

        var change = Change.Of(loaded.AccountId, visitor);
        var found = await targets.Find(change, loaded, requirement, request.Address, cancellation);
        if (found is not Reply<CodeTargets.Found>.Done { Value: var (target, after) })
            return ((Reply<CodeTargets.Found>.Refused)found).Why;

        var now = clock.GetUtcNow();
        requirement = after.Requirements.First(one => one.Id == requirement.Id);
        if (WouldNotCount(loaded, after, requirement, now) is { } no) return no;

        var binding = CaseCodes.Binding(loaded with { Case = after }, requirement);
        var sent = await database.One<Codes.Standing>(
            Codes.StandingSql,
            new { account = after.AccountId, codePurpose = binding.Purpose, codeBinding = binding.Binding },
            cancellation);
        if (target.IsEmail) channel = Channel.Email;
        var shape = target.IsEmail ? settings.Numbers.ResetEmailCode : settings.Numbers.ResetPhoneCode;
        var code = codes.Send(change, binding, channel, shape, sent, now);
        store.Save(change, loaded, after).Record(CaseEvent.Of(
            after, EventKind.RecoveryCodeSent,
            details: [("kind", WireName.Of(requirement.Kind)), ("channel", WireName.Of(channel))]));
        var message = target.IsOfAnother
            ? RecoveryMessages.AddressTaken(settings, after.AccountId, target.To)
            : RecoveryMessages.Code(settings, after.AccountId, channel, target.To, code.Digits, shape.Lifetime);
        change.Send(message, limits.Of(after.AccountId, channel, target.To, visitor));
        return await database.Commit(change, cancellation) is { } lost
            ? lost.WhenMoved(CaseRefusals.MovedOn(loaded))
            : new View(target.Hint, code.ExpiresAt, code.ResendAt);
    }

    /// <summary>Asks Core, before the code is made, whether the code would count.</summary>
    private static Refusal? WouldNotCount(LoadedCase loaded, RecoveryCase after, Requirement requirement,
        DateTimeOffset now)
    {
        var would = new CodeProof(
            after.CaseId, requirement.Id, requirement.Kind, now, AddressNumber: requirement.AddressNumber);
        return RecoveryRules.MarkCodeProven(after, would, loaded.Account.Facts, now) switch
        {
            ProofOutcome.NotNow not => CaseRefusals.Of(not.Why, not.State),
            ProofOutcome.AlreadyMet => Refusals.AlreadyConfirmed,
            ProofOutcome.Mismatch => Refusals.NotFound,
            _ => null,
        };
    }

    private static bool TryChannel(string? name, out Channel channel)
    {
        channel = Channel.Sms;
        return string.IsNullOrEmpty(name) || (WireName.TryParse(name, out channel) && channel != Channel.Email);
    }
}
