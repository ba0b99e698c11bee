using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// The account of a case, loaded for every step: the facts for Core, and the addresses that codes and notices go to.
/// </summary>
/// <param name="Factors">Bound second factors: active ones first, then the newest first.</param>
public sealed record LoadedAccount(
    AccountId Account, AccountFacts Facts, byte[] EmailSealed, IReadOnlyList<LoadedAccount.Factor> Factors)
{
    public sealed record Factor
    {
        public FactorId FactorId { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public string Hint { get; init; } = "";
        public byte[] SecretSealed { get; init; } = [];

        internal bool Is(FactorKind kind) => Kind == WireName.Of(kind);

        internal bool IsActive => State == WireName.Of(FactorState.Active);
    }

    private sealed record Row
    {
        public byte[] EmailSealed { get; init; } = [];
        public string Tier { get; init; } = "";
        public bool IdentityVerified { get; init; }
        public bool IsFrozen { get; init; }
        public int RecoveryCodesLeft { get; init; }
        public bool HasAnswers { get; init; }
    }

    /// <summary>Two results for <see cref="Read"/>; parameter @account.</summary>
    public static readonly string Sql =
        $"""
        SELECT a.email_sealed, a.tier, a.identity_state = '{WireName.Of(IdentityState.Accepted)}' AS identity_verified,
               a.frozen_at IS NOT NULL AS is_frozen,
               (SELECT COUNT(*) FROM recovery_codes c
                JOIN factors f ON f.account_id = c.account_id AND f.factor_id = c.factor_id
                WHERE c.account_id = @account AND c.used_at IS NULL AND f.{FactorSql.IsActive}) AS recovery_codes_left,
               EXISTS (SELECT 1 FROM security_answers s WHERE s.account_id = @account) AS has_answers
        FROM accounts a WHERE a.account_id = @account;
        SELECT factor_id, kind, state, name, hint, secret_sealed FROM factors
        WHERE account_id = @account AND {FactorSql.IsSecondFactor} AND {FactorSql.IsBound}
        ORDER BY state, factor_id DESC;
        """;

    /// <returns>Null when the account does not exist.</returns>
    public static LoadedAccount? Read(SqlMapper.GridReader rows, AccountId account, Settings settings)
    {
        var row = rows.ReadFirstOrDefault<Row>();
        var factors = rows.Read<Factor>().AsList();
        if (row is null) return null;
        var facts = new AccountFacts
        {
            IdentityVerified = row.IdentityVerified,
            Tier = row.Tier,
            HasAuthenticator = factors.Exists(factor => factor.Is(FactorKind.Authenticator)),
            HasPhone = factors.Exists(factor => factor.Is(FactorKind.Phone)),
            RecoveryCodesLeft = row.RecoveryCodesLeft,
            // Answers that were set under another profile do not count where the profile asks no questions.
            HasSecurityQuestions = row.HasAnswers && settings.Numbers.SecurityQuestions,
            IsFrozen = row.IsFrozen,
        };
        return new LoadedAccount(account, facts, row.EmailSealed, factors);
    }

    /// <summary>Every phone of the account.</summary>
    public IEnumerable<Factor> Phones => Factors.Where(factor => factor.Is(FactorKind.Phone));

    /// <summary>The phone to which codes go.</summary>
    public Factor? Phone => Phones.FirstOrDefault();

    /// <summary>The authenticators that are not disabled.</summary>
    public IReadOnlyList<Factor> Authenticators =>
        [.. Factors.Where(factor => factor.Is(FactorKind.Authenticator) && factor.IsActive)];
}
