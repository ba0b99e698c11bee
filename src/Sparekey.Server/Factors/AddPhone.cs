using System.Text;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// Begins the set-up of a phone: a code goes to the number and confirms it. A number that was disabled can be bound
/// again in the same way.
/// </summary>
public sealed class AddPhone(
    Database database, SendPhoneCode send, FactorSecrets secrets, Randomness random, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<View>(
        201, Problem.AlreadyConfirmed, Problem.TooManyFactors, Problem.AccountFrozen);

    /// <param name="Channel"><c>sms</c>, which is the default, or <c>voice</c>.</param>
    public sealed record Request(string? Number, string? Channel);

    public sealed record View(string FactorId, string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static async Task<IResult> Handle(
        Request request, AddPhone add, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await add.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<View>> Run(Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!PhoneNumber.TryParse(request.Number, out var number))
            return Refusals.Invalid(("number", "invalid.number"));
        if (!SendPhoneCode.TryReadChannel(request.Channel, out var channel))
            return Refusals.Invalid(("channel", "invalid.channel"));

        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        var same = account.Factors.FirstOrDefault(factor => Holds(factor, number, holder.Account));
        if (same is { State: FactorState.Active }) return Refusals.AlreadyConfirmed;
        if (same is null && account.Bound(FactorKind.Phone) >= FactorLimits.Phones) return Refusals.TooManyFactors;

        var phone = new FactorId(random.NewId(now));
        var secret = secrets.Seal(holder.Account, phone, Encoding.UTF8.GetBytes(number.Value));
        var set = new PendingFactor(phone, FactorKind.Phone, "Phone", number.Hint, secret, same?.FactorId);
        var change = set.Begin(AccountChange.By(holder, visitor), holder, now)
            .Record(new AuditEvent(
                holder.Account, EventKind.FactorAdded, Actor.Owner,
                Subject: phone.ToString(),
                Details: new Dictionary<string, string>
                {
                    ["kind"] = WireName.Of(FactorKind.Phone), ["channel"] = WireName.Of(channel),
                }));
        var code = send.Add(change, holder.Account, phone, channel, number.Value, null, visitor);
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(phone.ToString(), number.Hint, code.ExpiresAt, code.ResendAt);
    }

    private bool Holds(FactorRecord factor, PhoneNumber number, AccountId account) =>
        factor is { Kind: FactorKind.Phone, IsBound: true }
        && secrets.OpenText(account, factor.FactorId, factor.SecretSealed!) == number.Value;
}
