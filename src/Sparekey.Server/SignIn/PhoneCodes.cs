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
public sealed class PhoneCodes(
    Database database, Codes codes, FactorSecrets secrets, SendLimits limits, TimeProvider clock, Settings settings)
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

    /// <summary>
    /// Two results: the phone with the wait of its attempts, and the code as it stands. Parameters @account, @factor,
    /// @subject, @codePurpose, @codeBinding.
    /// </summary>
    public static readonly string Sql =
        $"""
        SELECT account_id, factor_id, state, hint, secret_sealed,
               (SELECT t.blocked_until FROM attempts t
                WHERE t.account_id = @account AND t.subject = @subject) AS blocked_until
        FROM factors
        WHERE account_id = @account AND factor_id = @factor AND {FactorSql.IsPhone} AND {FactorSql.IsBound};
        {Codes.StandingSql}
        """;

    public static Phone? Read(SqlMapper.GridReader rows)
    {
        var phone = rows.ReadFirstOrDefault<Phone>();
        var sent = rows.ReadFirstOrDefault<Codes.Standing>();
        return phone is null ? null : phone with { Sent = sent };
    }

    public async Task<Reply<View>> Send(
        Phone? phone, CodeBinding binding, Channel channel, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (phone is null) return Refusals.NotFound;
        if (phone.State == WireName.Of(FactorState.Disabled)) return Refusals.FactorDisabled;
        if (phone.BlockedUntil > now) return Refusals.TooManyAttempts(phone.BlockedUntil);

        var (account, factor) = (phone.AccountId, phone.FactorId);
        var number = secrets.OpenText(account, factor, phone.SecretSealed);
        var shape = settings.Numbers.SignInCode;
        var change = Change.Of(account, visitor).Record(new AuditEvent(
            account, EventKind.CodeSent, Actor.Owner,
            Subject: factor.ToString(),
            Details: new Dictionary<string, string> { ["channel"] = WireName.Of(channel) }));
        var code = codes.Send(change, binding, channel, shape, phone.Sent, now);
        change.Send(
            SignInMessages.SignInCode(settings, account, channel, number, code.Digits, shape.Lifetime),
            limits.Of(account, channel, number, visitor));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(phone.Hint, code.ExpiresAt, code.ResendAt);
    }
}
