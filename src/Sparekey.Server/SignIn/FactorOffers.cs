using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.SignIn;

/// <summary>One way of answering the second step.</summary>
/// <param name="State"><c>active</c>, or <c>disabled</c> after too many wrong codes: shown, so that its owner knows why it is refused.</param>
/// <param name="Hint">Masked number of a phone, or how many recovery codes are left.</param>
/// <param name="Channels">How a phone can be reached.</param>
public sealed record FactorOffer(string FactorId, FactorKind Kind, string Name, string Hint, FactorState State, IReadOnlyList<string>? Channels);

/// <summary>The second factors of an account as the second step offers them, best first.</summary>
public static class FactorOffers
{
    private static readonly string[] PhoneChannels = ["sms", "voice"];

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
               (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = f.account_id AND c.factor_id = f.factor_id AND c.used_at IS NULL) AS codes_left
        FROM factors f WHERE f.account_id = {account} AND f.state IN ('active', 'disabled');
        """;

    public static IReadOnlyList<FactorOffer> Read(SqlMapper.GridReader rows) =>
    [
        .. rows.Read<Row>()
            .Select(r => (Row: r, Kind: WireName.Parse<FactorKind>(r.Kind)))
            .Where(r => r.Kind != FactorKind.RecoveryCode || r.Row.CodesLeft > 0)
            .OrderBy(r => r.Kind).ThenBy(r => r.Row.State, StringComparer.Ordinal).ThenBy(r => r.Row.FactorId, StringComparer.Ordinal)
            .Select(r => new FactorOffer(r.Row.FactorId, r.Kind, r.Row.Name, r.Kind == FactorKind.RecoveryCode ? $"{r.Row.CodesLeft} left" : r.Row.Hint,
                WireName.Parse<FactorState>(r.Row.State), r.Kind == FactorKind.Phone ? PhoneChannels : null)),
    ];

    /// <summary>Whether the account must be asked for a second factor. Recovery codes alone do not make one: they stand in for another.</summary>
    public static bool IsSecondFactor(IReadOnlyList<FactorOffer> offers) => offers.Any(o => o.Kind != FactorKind.RecoveryCode);
}
