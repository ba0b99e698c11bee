using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Sends a new code to a phone that waits for its confirmation, by SMS or by voice call.</summary>
public sealed class SendPhoneCode(
    Database database, Codes codes, FactorSecrets secrets, SendLimits limits, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<View>(
        202, Problem.Wait, Problem.Expired, Problem.AlreadyConfirmed, Problem.AccountFrozen, Problem.NotFound);

    public sealed record Request(string? Channel);

    public sealed record View(string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static async Task<IResult> Handle(
        Request request, string factorId, SendPhoneCode send, Holder holder, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(holder, factorId, request, visitor, cancellation), 202);

    public async Task<Reply<View>> Run(
        Holder holder, string factorId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!Guid.TryParseExact(factorId, "N", out _)) return Refusals.NotFound;
        if (!TryReadChannel(request.Channel, out var channel)) return Refusals.Invalid(("channel", "invalid.channel"));
        if (await Look(holder, factorId, cancellation) is not var (factor, sent)) return Refusals.NotFound;
        if (factor.IsBound) return Refusals.AlreadyConfirmed;
        if (!factor.IsPendingIn(holder.Session, clock.GetUtcNow())) return Refusals.Expired;

        var change = AccountChange.By(holder, visitor);
        var number = secrets.OpenText(holder.Account, factor.FactorId, factor.SecretSealed!);
        var code = Add(change, holder.Account, factor.FactorId, channel, number, sent, visitor);
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(factor.Hint, code.ExpiresAt, code.ResendAt);
    }

    /// <summary>A phone of this account and its code; null when there is no such phone.</summary>
    public async Task<(FactorRecord Factor, Codes.Standing? Sent)?> Look(
        Holder holder, string factorId, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(factorId, "N", out var id)) return null;
        var phone = new FactorId(id);
        var binding = Binding(holder.Account, phone);
        var (factors, sent) = await database.Read(
            $"{FactorRecord.Sql} {Codes.StandingSql}",
            new { account = holder.Account, codePurpose = binding.Purpose, codeBinding = binding.Binding },
            rows => (FactorRecord.Read(rows), rows.ReadFirstOrDefault<Codes.Standing>()),
            cancellation);
        return factors.FirstOrDefault(f => f.FactorId == phone && f.Kind == FactorKind.Phone) is { } factor
            ? (factor, sent)
            : null;
    }

    internal Codes.Fresh Add(
        Change change, AccountId account, FactorId factor, Channel channel, string number, Codes.Standing? sent,
        Visitor visitor)
    {
        var shape = settings.Numbers.SignInCode;
        var code = codes.Send(change, Binding(account, factor), channel, shape, sent, clock.GetUtcNow());
        change.Send(
            FactorMessages.PhoneCode(settings, account, channel, number, code.Digits, shape.Lifetime),
            limits.Of(account, channel, number, visitor));
        return code;
    }

    internal static CodeBinding Binding(AccountId account, FactorId factor) => new(account, "phone", factor.ToString());

    internal static bool TryReadChannel(string? name, out Channel channel) =>
        WireName.TryParse(name ?? WireName.Of(Channel.Sms), out channel) && channel != Channel.Email;
}
