using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Accounts;

/// <summary>One factor of an account, its secret sealed.</summary>
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

    /// <summary>It was confirmed: it is active, or disabled after too many failures.</summary>
    public bool IsBound => State is FactorState.Active or FactorState.Disabled;

    /// <summary>
    /// It may be required after a password. Recovery codes stand in for a second factor and are none.
    /// </summary>
    public bool IsSecondFactor => IsBound && Kind != FactorKind.RecoveryCode;

    /// <summary>The masked number of a phone; how many recovery codes are left; otherwise empty.</summary>
    public string Shown => Kind == FactorKind.RecoveryCode ? $"{CodesLeft} left" : Hint;

    /// <summary>This session may confirm it now.</summary>
    public bool IsPendingIn(SessionId session, DateTimeOffset now) =>
        State == FactorState.Pending && BegunIn == session && now - CreatedAt < FactorLimits.Pending;

    /// <summary>The condition of <see cref="IsPendingIn"/>, before anything is charged.</summary>
    /// <remarks>
    /// Parameters @account, @factor, @session, and @oldest: <see cref="FactorLimits.Pending"/> before now.
    /// </remarks>
    public static string PendingSql(FactorKind kind) =>
        $"""
        EXISTS (SELECT 1 FROM factors WHERE account_id = @account AND factor_id = @factor AND {FactorSql.Is(kind)}
          AND {FactorSql.IsPending} AND begun_in = @session AND created_at > @oldest)
        """;

    /// <summary>One result for <see cref="Read"/>. Parameter @account.</summary>
    public static readonly string Sql =
        $"""
        SELECT f.factor_id, f.kind, f.state, f.name, f.hint, f.secret_sealed, f.replaces, f.begun_in,
               f.created_at, f.last_used_at,
               (SELECT COUNT(*) FROM recovery_codes c
                WHERE c.account_id = f.account_id AND c.factor_id = f.factor_id AND c.used_at IS NULL) AS codes_left
        FROM factors f WHERE f.account_id = @account AND {FactorSql.IsNotRemoved} ORDER BY f.factor_id;
        """;

    public static IReadOnlyList<FactorRecord> Read(SqlMapper.GridReader rows) =>
        [.. rows.Read<Row>().Select(row => row.ToRecord())];

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
