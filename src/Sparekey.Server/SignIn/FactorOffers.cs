using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.SignIn;

/// <summary>One factor that the second step accepts.</summary>
/// <param name="State">
/// <c>active</c>, or <c>disabled</c> after too many wrong codes: the owner sees why the factor is refused.
/// </param>
/// <param name="Hint">Masked number of a phone, or how many recovery codes are left.</param>
/// <param name="Channels">How a phone can be reached.</param>
public sealed record FactorOffer(
    string FactorId,
    FactorKind Kind,
    string Name,
    string Hint,
    FactorState State,
    IReadOnlyList<string>? Channels);

/// <summary>The second factors of an account as the second step offers them, best first.</summary>
public static class FactorOffers
{
    private static readonly string[] PhoneChannels = [WireName.Of(Channel.Sms), WireName.Of(Channel.Voice)];

    private sealed record Row
    {
        public string FactorId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string Hint { get; init; } = "";
        public string State { get; init; } = "";
        public int CodesLeft { get; init; }
    }

    /// <param name="account">SQL for the account id.</param>
    public static string Sql(string account = "@account") =>
        $"""
        SELECT f.factor_id, f.kind, f.name, f.hint, f.state,
               (SELECT COUNT(*) FROM recovery_codes c
                WHERE c.account_id = f.account_id AND c.factor_id = f.factor_id AND c.used_at IS NULL) AS codes_left
        FROM factors f WHERE f.account_id = {account} AND {FactorSql.IsBound};
        """;

    public static IReadOnlyList<FactorOffer> Read(SqlMapper.GridReader rows) =>
    [
        .. rows.Read<Row>()
            .Select(row => (Row: row, Kind: WireName.Parse<FactorKind>(row.Kind)))
            .Where(one => one.Kind != FactorKind.RecoveryCode || one.Row.CodesLeft > 0)
            .OrderBy(one => one.Kind)
            .ThenBy(one => one.Row.State, StringComparer.Ordinal)
            .ThenBy(one => one.Row.FactorId, StringComparer.Ordinal)
            .Select(one => Of(one.Row, one.Kind)),
    ];

    /// <summary>Whether the account requires a second factor. Recovery codes stand in for one, and are none.</summary>
    public static bool IsSecondFactor(IReadOnlyList<FactorOffer> offers) =>
        offers.Any(offer => offer.Kind != FactorKind.RecoveryCode);

    private static FactorOffer Of(Row row, FactorKind kind) => new(
        row.FactorId,
        kind,
        row.Name,
        kind == FactorKind.RecoveryCode ? $"{row.CodesLeft} left" : row.Hint,
        WireName.Parse<FactorState>(row.State),
        kind == FactorKind.Phone ? PhoneChannels : null);
}
