using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Holds;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Holds;

/// <summary>The holds of accounts. Rows are only added; only the hold of a freeze can end before its time.</summary>
public sealed class HoldStore(Database database, Randomness random, TimeProvider clock)
{
    private sealed record Row
    {
        public HoldId HoldId { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset StartsAt { get; init; }
        public DateTimeOffset? UntilAt { get; init; }
    }

    /// <summary>The holds of @account that are in force at @now.</summary>
    public const string Sql =
        """
        SELECT hold_id, reason, starts_at, until_at FROM holds
        WHERE account_id = @account AND ended_at IS NULL AND (until_at IS NULL OR until_at > @now) ORDER BY hold_id;
        """;

    public static IReadOnlyList<Hold> Read(AccountId account, SqlMapper.GridReader rows) =>
    [
        .. rows.Read<Row>().Select(row =>
            new Hold(row.HoldId, account, WireName.Parse<HoldReason>(row.Reason), row.StartsAt, row.UntilAt)),
    ];

    /// <summary>The account's holds in force; none for an account that does not exist.</summary>
    public Task<IReadOnlyList<Hold>> Of(AccountId account, CancellationToken cancellation) =>
        database.Read(Sql, new { account, now = clock.GetUtcNow() }, rows => Read(account, rows), cancellation);

    /// <summary>
    /// Adds a hold to a change, with its audit event. Each hold is a row of its own, and the last one to end decides: a
    /// new hold never shortens another one.
    /// </summary>
    /// <param name="length">As <see cref="HoldRules.Place"/> requires.</param>
    /// <param name="holds">The account's holds so far, from <see cref="Of"/> or <see cref="Read"/>.</param>
    public Hold Place(
        Change change, AccountId account, HoldReason reason, TimeSpan? length, IReadOnlyList<Hold> holds)
    {
        var now = clock.GetUtcNow();
        var hold = HoldRules.Place(new HoldId(random.NewId(now)), account, reason, length, holds, now);
        change
            .Add(
                """
                INSERT INTO holds (account_id, hold_id, reason, starts_at, until_at)
                VALUES (@AccountId, @HoldId, @reason, @From, @Until)
                """,
                new { hold.AccountId, hold.HoldId, reason = WireName.Of(reason), hold.From, hold.Until })
            .Record(new AuditEvent(
                account, EventKind.HoldPlaced, Actor.Server,
                Subject: hold.HoldId.ToString(),
                Details: new Dictionary<string, string> { ["reason"] = WireName.Of(reason) }));
        return hold;
    }

    /// <summary>Adds to a change the end of the hold of a freeze.</summary>
    public static Change EndFreeze(Change change, AccountId account, DateTimeOffset now) => change.Add(
        "UPDATE holds SET ended_at = @now WHERE account_id = @account AND reason = @reason AND ended_at IS NULL",
        new { account, now, reason = WireName.Of(HoldReason.Frozen) });
}
