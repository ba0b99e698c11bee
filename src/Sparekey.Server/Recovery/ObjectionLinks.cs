using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>
/// The links of <em>This wasn't me</em>: one for each message. A link works once, for seven days, also after the case
/// has ended.
/// </summary>
public sealed class ObjectionLinks(KeyedHash hash, Randomness random, TimeProvider clock, Settings settings)
{
    /// <summary>Adds a link to a change. The link opens a page with one button.</summary>
    public string New(Change change, AccountId account, CaseId @case)
    {
        var now = clock.GetUtcNow();
        var token = BearerToken.New(account, random);
        change.Add(
            """
            INSERT INTO objections (account_id, token_hash, case_id, created_at, expires_at)
            VALUES (@account, @key, @case, @now, @expires)
            """,
            new { account, key = TokenHash(token), @case, now, expires = now + RecoveryRules.ObjectionLinkLife });
        return $"{settings.Origin}objection?token={token.Text}";
    }

    internal byte[] TokenHash(BearerToken token) => hash.Index("objection", token.Text);
}
