using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Core.Identity;
using Sparekey.Edges.Storage;
using Sparekey.Server.Holds;

namespace Sparekey.Server.Accounts;

/// <summary>
/// An account with its factors and holds: what every change of factors needs, read in one round trip, together with a
/// charge where one is made.
/// </summary>
public sealed record AccountRecord(
    AccountId Account, AccountRecord.Row Own, IReadOnlyList<FactorRecord> Factors, IReadOnlyList<Hold> Holds)
{
    public sealed record Row
    {
        public byte[] EmailSealed { get; init; } = [];
        public string IdentityState { get; init; } = "";
        public DateTimeOffset? FrozenAt { get; init; }
        public string? FrozenBy { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public int QuestionsSet { get; init; }
    }

    /// <summary>Three results for <see cref="Read"/>. Parameters @account and @now.</summary>
    public static readonly string Sql =
        $"""
        SELECT email_sealed, identity_state, frozen_at, frozen_by, created_at,
               (SELECT COUNT(*) FROM security_answers s WHERE s.account_id = @account) AS questions_set
        FROM accounts WHERE account_id = @account;
        {FactorRecord.Sql}
        {HoldStore.Sql}
        """;

    public static Task<AccountRecord> Load(
        Database database, AccountId account, DateTimeOffset now, CancellationToken cancellation) =>
        database.Read(Sql, new { account, now }, rows => Read(account, rows), cancellation);

    /// <param name="account">The account must exist: its holder is signed in.</param>
    public static AccountRecord Read(AccountId account, SqlMapper.GridReader rows) =>
        new(account, rows.ReadFirst<Row>(), FactorRecord.Read(rows), HoldStore.Read(account, rows));

    public FactorRecord? Factor(FactorId id) => Factors.FirstOrDefault(factor => factor.FactorId == id);

    public bool HasSecondFactor => Factors.Any(factor => factor.IsSecondFactor);

    public int RecoveryCodesLeft => Factors
        .Where(factor => factor is { Kind: FactorKind.RecoveryCode, State: FactorState.Active })
        .Sum(factor => factor.CodesLeft);

    public int Bound(FactorKind kind) => Factors.Count(factor => factor.Kind == kind && factor.IsBound);
}
