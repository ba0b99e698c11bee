using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Accounts;

/// <summary>One factor of an account as it stands, its secret sealed.</summary>
public sealed record FactorRecord
{
    public FactorId FactorId { get; init; }
    public FactorKind Kind { get; init; }
    public FactorState State { get; init; }
    public string Name { get; init; } = "";
    public string Hint { get; init; } = "";
    public byte[]? SecretSealed { get; init; }
    public FactorId? Replaces { get; init; }
    public SessionId? BegunIn { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public int CodesLeft { get; init; }

    /// <summary>Confirmed once: active, or switched off after too many failures.</summary>
    public bool IsBound => State is FactorState.Active or FactorState.Disabled;

    /// <summary>Whether it can be asked for after a password. Recovery codes stand in for another one and do not count.</summary>
    public bool IsSecondFactor => IsBound && Kind != FactorKind.RecoveryCode;

    /// <summary>Masked number of a phone; how many recovery codes are left; otherwise nothing.</summary>
    public string Shown => Kind == FactorKind.RecoveryCode ? $"{CodesLeft} left" : Hint;

    /// <summary>Whether this session may still confirm it.</summary>
    public bool IsPendingIn(SessionId session, DateTimeOffset now) => State == FactorState.Pending && BegunIn == session && now - CreatedAt < FactorLimits.Pending;

    public const string Sql =
        """
        SELECT f.factor_id, f.kind, f.state, f.name, f.hint, f.secret_sealed, f.replaces, f.begun_in, f.created_at, f.last_used_at,
               (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = f.account_id AND c.factor_id = f.factor_id AND c.used_at IS NULL) AS codes_left
        FROM factors f WHERE f.account_id = @account AND f.state <> 'removed' ORDER BY f.factor_id;
        """;

    public static IReadOnlyList<FactorRecord> Read(SqlMapper.GridReader rows) => [.. rows.Read<Row>().Select(row => row.ToRecord())];

    private sealed record Row
    {
        public FactorId FactorId { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public string Hint { get; init; } = "";
        public byte[]? SecretSealed { get; init; }
        public FactorId? Replaces { get; init; }
        public SessionId? BegunIn { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }
        public int CodesLeft { get; init; }

        public FactorRecord ToRecord() => new()
        {
            FactorId = FactorId,
            Kind = WireName.Parse<FactorKind>(Kind),
            State = WireName.Parse<FactorState>(State),
            Name = Name,
            Hint = Hint,
            SecretSealed = SecretSealed,
            Replaces = Replaces,
            BegunIn = BegunIn,
            CreatedAt = CreatedAt,
            LastUsedAt = LastUsedAt,
            CodesLeft = CodesLeft,
        };
    }
}
