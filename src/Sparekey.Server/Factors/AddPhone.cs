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

/// <summary>Begins a phone: a code goes to the number, and confirms it. A number that was switched off is bound anew in this way.</summary>
public sealed class AddPhone(Database database, SendPhoneCode send, FactorSecrets secrets, Randomness random, TimeProvider clock)
{
    /// <param name="Channel">sms, which is the default, or voice.</param>
    public sealed record Request(string? Number, string? Channel);

    public sealed record View(string FactorId, string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static async Task<IResult> Handle(Request request, AddPhone add, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await add.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<View>> Run(Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!PhoneNumber.TryParse(request.Number, out var number)) return Refusals.Invalid(("number", "invalid.number"));
        if (!SendPhoneCode.TryReadChannel(request.Channel, out var channel)) return Refusals.Invalid(("channel", "invalid.channel"));

        var now = clock.GetUtcNow();
        var account = await database.Read(AccountRecord.Sql, new { account = holder.Account, now }, rows => AccountRecord.Read(holder.Account, rows), cancellation);
        var same = account.Factors.FirstOrDefault(f => f is { Kind: FactorKind.Phone, IsBound: true } && secrets.OpenText(holder.Account, f.FactorId, f.SecretSealed!) == number.Value);
        if (same is { State: FactorState.Active }) return Refusals.AlreadyConfirmed;
        if (same is null && account.Bound(FactorKind.Phone) >= FactorLimits.Phones) return Refusals.TooManyFactors;

        var factor = new FactorId(random.NewId(now));
        var change = FactorRemoval.VoidPending(AccountChange.By(holder, visitor), holder.Account, "phone")
            .Add(
                """
                INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, replaces, begun_in, created_at)
                VALUES (@Account, @factor, 'phone', 'pending', 'Phone', @Hint, @secret, 0, @replaces, @Session, @now)
                """,
                new { holder.Account, factor, number.Hint, secret = secrets.Seal(holder.Account, factor, System.Text.Encoding.UTF8.GetBytes(number.Value)), replaces = same?.FactorId.ToString(), holder.Session, now })
            .Record(new AuditEvent(holder.Account, EventKind.FactorAdded, Actor.Owner, Subject: factor.ToString(), Details: new Dictionary<string, string> { ["kind"] = "phone", ["channel"] = WireName.Of(channel) }));
        var code = send.Add(change, holder.Account, factor, channel, number.Value, null, visitor);
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(factor.ToString(), number.Hint, code.ExpiresAt, code.ResendAt);
    }
}
