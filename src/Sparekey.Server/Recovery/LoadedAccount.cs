using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>What a reset needs to know of its account, read afresh for every step: the facts for Core, and where its holder can be reached.</summary>
/// <param name="Factors">Confirmed phones and authenticators, in use or switched off; those in use first, the newest first.</param>
public sealed record LoadedAccount(AccountId Account, AccountFacts Facts, byte[] EmailSealed, IReadOnlyList<LoadedAccount.Factor> Factors)
{
    public sealed record Factor
    {
        public FactorId FactorId { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public string Hint { get; init; } = "";
        public byte[] SecretSealed { get; init; } = [];
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
    public const string Sql =
        """
        SELECT a.email_sealed, a.tier, a.identity_state = 'accepted' AS identity_verified, a.frozen_at IS NOT NULL AS is_frozen,
               (SELECT COUNT(*) FROM recovery_codes c JOIN factors f ON f.account_id = c.account_id AND f.factor_id = c.factor_id
                WHERE c.account_id = @account AND c.used_at IS NULL AND f.state = 'active') AS recovery_codes_left,
               EXISTS (SELECT 1 FROM security_answers s WHERE s.account_id = @account) AS has_answers
        FROM accounts a WHERE a.account_id = @account;
        SELECT factor_id, kind, state, name, hint, secret_sealed FROM factors
        WHERE account_id = @account AND kind IN ('phone', 'authenticator') AND state IN ('active', 'disabled') ORDER BY state, factor_id DESC;
        """;

    /// <returns>Null for an account that is none.</returns>
    public static LoadedAccount? Read(SqlMapper.GridReader rows, AccountId account, Settings settings)
    {
        var row = rows.ReadFirstOrDefault<Row>();
        var factors = rows.Read<Factor>().AsList();
        if (row is null) return null;
        var facts = new AccountFacts
        {
            IdentityVerified = row.IdentityVerified,
            Tier = row.Tier,
            HasAuthenticator = factors.Exists(f => f.Kind == "authenticator"),
            HasPhone = factors.Exists(f => f.Kind == "phone"),
            RecoveryCodesLeft = row.RecoveryCodesLeft,
            // Answers given under another profile do not count where questions are not asked.
            HasSecurityQuestions = row.HasAnswers && settings.Numbers.SecurityQuestions,
            IsFrozen = row.IsFrozen,
        };
        return new LoadedAccount(account, facts, row.EmailSealed, factors);
    }

    /// <summary>The phone to which codes and notices go.</summary>
    public Factor? Phone => Factors.FirstOrDefault(f => f.Kind == "phone");

    /// <summary>Authenticators that can still answer.</summary>
    public IReadOnlyList<Factor> Authenticators => [.. Factors.Where(f => f is { Kind: "authenticator", State: "active" })];
}
