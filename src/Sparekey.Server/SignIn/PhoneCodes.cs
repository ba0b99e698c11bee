using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.SignIn;

/// <summary>Sends a code to a confirmed phone, for a sign-in or a step-up: the same limits, the same answer.</summary>
public sealed class PhoneCodes(Database database, Codes codes, FactorSecrets secrets, SendLimits limits, TimeProvider clock, Settings settings)
{
    public sealed record View(string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public sealed record Phone
    {
        public AccountId AccountId { get; init; }
        public FactorId FactorId { get; init; }
        public string State { get; init; } = "";
        public string Hint { get; init; } = "";
        public byte[] SecretSealed { get; init; } = [];
        public DateTimeOffset? BlockedUntil { get; init; }
        public Codes.Standing? Sent { get; init; }
    }

    /// <summary>Two results: the phone with its lock, and the code as it stands. Parameters @account, @factor, @subject, @codePurpose, @codeBinding.</summary>
    public const string Sql =
        $"""
        SELECT f.account_id, f.factor_id, f.state, f.hint, f.secret_sealed, (SELECT t.blocked_until FROM attempts t WHERE t.account_id = @account AND t.subject = @subject) AS blocked_until
        FROM factors f WHERE f.account_id = @account AND f.factor_id = @factor AND f.kind = 'phone' AND f.state IN ('active', 'disabled');
        {Codes.StandingSql}
        """;

    public static Phone? Read(SqlMapper.GridReader rows)
    {
        var phone = rows.ReadFirstOrDefault<Phone>();
        var sent = rows.ReadFirstOrDefault<Codes.Standing>();
        return phone is null ? null : phone with { Sent = sent };
    }

    public async Task<Reply<View>> Send(Phone? phone, CodeBinding binding, Channel channel, Visitor visitor, string eventKind, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (phone is null) return Refusals.NotFound;
        if (phone.State == "disabled") return Refusals.FactorDisabled;
        if (phone.BlockedUntil > now) return Refusals.TooManyAttempts(phone.BlockedUntil);
        var number = secrets.OpenText(phone.AccountId, phone.FactorId, phone.SecretSealed);
        var shape = settings.Numbers.SignInCode;
        var change = new Change(visitor).Record(new AuditEvent(phone.AccountId, eventKind, Actor.Owner, Subject: phone.FactorId.ToString(), Details: new Dictionary<string, string> { ["channel"] = WireName.Of(channel) }));
        var code = codes.Send(change, binding, channel, shape, phone.Sent, now);
        change.Send(Letters.SignInCode(settings, phone.AccountId, channel, number, code.Digits, shape.Lifetime), limits.Of(phone.AccountId, channel, number, visitor));
        return await database.CommitNamed(change, cancellation) is null
            ? new View(phone.Hint, code.ExpiresAt, code.ResendAt)
            : Refusals.Wait(phone.Sent?.Sends >= OneTimeCode.Sends ? null : phone.Sent?.ResendAt ?? code.ResendAt);
    }
}
