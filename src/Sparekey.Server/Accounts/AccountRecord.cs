using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Core.Identity;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Holds;

namespace Sparekey.Server.Accounts;

/// <summary>An account with its factors and holds, as every change of factors needs it: loaded whole, in the same round trip as what is charged.</summary>
public sealed record AccountRecord(AccountId Account, AccountRecord.Row Own, IReadOnlyList<FactorRecord> Factors, IReadOnlyList<Hold> Holds)
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

    /// <summary>Three results. Parameters @account and @now.</summary>
    public const string Sql =
        $"""
        SELECT email_sealed, identity_state, frozen_at, frozen_by, created_at,
               (SELECT COUNT(*) FROM security_answers s WHERE s.account_id = @account) AS questions_set
        FROM accounts WHERE account_id = @account;
        {FactorRecord.Sql}
        {HoldStore.Sql}
        """;

    /// <summary>Of an account that is known to exist: its holder is signed in.</summary>
    public static AccountRecord Read(AccountId account, SqlMapper.GridReader rows) =>
        new(account, rows.ReadFirst<Row>(), FactorRecord.Read(rows), HoldStore.Read(account, rows));

    public FactorRecord? Factor(FactorId id) => Factors.FirstOrDefault(factor => factor.FactorId == id);

    public bool HasSecondFactor => Factors.Any(factor => factor.IsSecondFactor);

    public int RecoveryCodesLeft => Factors.Where(factor => factor is { Kind: FactorKind.RecoveryCode, State: FactorState.Active }).Sum(factor => factor.CodesLeft);

    public int Bound(FactorKind kind) => Factors.Count(factor => factor.Kind == kind && factor.IsBound);
}
