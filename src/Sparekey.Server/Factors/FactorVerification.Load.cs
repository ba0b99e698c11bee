using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Factors;

// One round trip: charges the attempt, and loads the factor with its counts and codes.
public sealed partial class FactorVerification
{
    /// <summary>The factor and its counts. All members are empty where the account has no such factor.</summary>
    /// <remarks>A caller that needs more inherits and adds the columns of <c>beside</c>.</remarks>
    public record Row
    {
        public AccountId AccountId { get; init; }
        public FactorId FactorId { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public byte[]? SecretSealed { get; init; }
        public long LastStep { get; init; }
        public byte[] EmailSealed { get; init; } = [];

        // From the tables beside the factor; null where there is no such row.
        public int? Failures { get; init; }
        public DateTimeOffset? BlockedUntil { get; init; }
        public string? Channel { get; init; }
        public byte[]? CodeHash { get; init; }
        public int? Tries { get; init; }
        public int? Sends { get; init; }
        public DateTimeOffset? ResendAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? UsedAt { get; init; }
        public int? Position { get; init; }

        internal Attempts.State Attempt => new() { Failures = Failures ?? 0, BlockedUntil = BlockedUntil ?? default };

        internal Codes.Standing? Code => Channel is null ? null : new()
        {
            Channel = Channel,
            CodeHash = CodeHash!,
            Tries = Tries!.Value,
            Sends = Sends!.Value,
            ResendAt = ResendAt!.Value,
            ExpiresAt = ExpiresAt!.Value,
            UsedAt = UsedAt,
        };
    }

    /// <summary>What was loaded and charged in one round trip.</summary>
    public sealed record Loaded(Row? Factor, Attempts.State Attempt, Codes.Standing? Code, int? RecoveryCode);

    /// <summary>
    /// Three results for <see cref="Read"/>. Nothing is charged unless <paramref name="when"/> holds and the factor is
    /// active.
    /// </summary>
    /// <param name="when">SQL condition: the flow is live.</param>
    /// <param name="beside">SQL of further columns. They are read also where the account has no such factor.</param>
    public static string Sql(string when, string beside = "")
    {
        var guarded =
            $"""
            {when} AND EXISTS (SELECT 1 FROM factors g
              WHERE g.account_id = @account AND g.factor_id = @factor AND {FactorSql.IsActive})
            """;
        var charged =
            $"""
            {guarded} AND EXISTS (SELECT 1 FROM attempts
              WHERE account_id = @account AND subject = @subject AND last_at = @now)
            """;
        return $"""
            {Attempts.TrySql(when: guarded)}
            {Codes.TrySql(charged)}
            SELECT {beside}{(beside.Length > 0 ? ", " : "")}
                   f.account_id, f.factor_id, f.kind, f.state, f.name, f.secret_sealed, f.last_step, a.email_sealed,
                   t.failures, t.blocked_until,
                   c.channel, c.code_hash, c.tries, c.sends, c.resend_at, c.expires_at, c.used_at,
                   (SELECT position FROM recovery_codes r WHERE r.account_id = @account AND r.factor_id = @factor
                      AND r.code_hash = @recoveryCode AND r.used_at IS NULL) AS position
            FROM (SELECT 1) AS asked
            LEFT JOIN factors f ON f.account_id = @account AND f.factor_id = @factor AND f.{FactorSql.IsBound}
            LEFT JOIN accounts a ON a.account_id = f.account_id
            LEFT JOIN attempts t ON t.account_id = f.account_id AND t.subject = @subject
            LEFT JOIN codes c ON c.account_id = f.account_id AND c.purpose = @codePurpose AND c.binding = @codeBinding;
            """;
    }

    /// <summary>The parameters of <see cref="Sql"/>; the caller adds the parameters of its own condition.</summary>
    public DynamicParameters Parameters(
        AccountId account, FactorId factor, CodeBinding binding, string code, DateTimeOffset now)
    {
        var recoveryCode = RecoveryCodeText.Normalize(code) is { } text ? RecoveryCodeHash(account, factor, text) : [];
        var parameters = new DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("factor", factor);
        parameters.Add("subject", Attempts.OfFactor(factor));
        parameters.Add("limit", Lockout.DisabledAt);
        parameters.Add("codePurpose", binding.Purpose);
        parameters.Add("codeBinding", binding.Binding);
        parameters.Add("recoveryCode", recoveryCode);
        parameters.Add("now", now);
        return parameters;
    }

    public static Loaded Read(SqlMapper.GridReader rows) => Read<Row>(rows).Loaded;

    /// <summary>As <see cref="Read"/>, with the columns of <c>beside</c>.</summary>
    public static (Loaded Loaded, T Beside) Read<T>(SqlMapper.GridReader rows) where T : Row
    {
        var attempt = rows.ReadFirstOrDefault<Attempts.State>();
        var code = rows.ReadFirstOrDefault<Codes.Standing>();
        var row = rows.ReadFirst<T>();
        var factor = row.Kind.Length == 0 ? null : row;
        return (new(factor, attempt ?? row.Attempt, code ?? row.Code, row.Position), row);
    }

    /// <summary>How a recovery code is stored: 80 random bits under a keyed hash.</summary>
    public byte[] RecoveryCodeHash(AccountId account, FactorId factor, string normalized) =>
        hash.Index("recovery_code", $"{account}|{factor}|{normalized}");
}
