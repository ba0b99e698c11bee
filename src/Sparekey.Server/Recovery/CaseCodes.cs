using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>The codes of a case: what each is bound to, and which are in flight.</summary>
public sealed class CaseCodes(Database database, TimeProvider clock)
{
    private const string Purpose = "recovery";

    /// <summary>
    /// SQL condition anywhere: the case of @account, @case and @key takes proofs. The token (@key) is part of the
    /// condition: a case that was resumed elsewhere meanwhile has another token, and this one proves nothing.
    /// </summary>
    public static readonly string IsProving =
        $"""
        EXISTS (SELECT 1 FROM recovery_cases WHERE account_id = @account AND case_id = @case AND token_hash = @key
                AND state = '{WireName.Of(CaseState.Proving)}' AND ended_at IS NULL)
        """;

    /// <summary>A code in flight: when it expires, and when the holder may ask for another one.</summary>
    public sealed record InFlight
    {
        public string Binding { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset ResendAt { get; init; }
    }

    /// <summary>
    /// Case, requirement and address. The address is the factor of the old phone, or the number of the new address: a
    /// code counts for one address only.
    /// </summary>
    public static CodeBinding Binding(LoadedCase loaded, Requirement requirement)
    {
        var address = requirement.Kind == RequirementKind.PhoneCode
            ? loaded.Account.Phone?.FactorId.ToString()
            : requirement.AddressNumber.ToString();
        return new(loaded.AccountId, Purpose, $"{loaded.Case.CaseId}:{requirement.Id}:{address}");
    }

    /// <summary>
    /// The subject of failures in a row with one kind of code. It belongs to the account and not to the case: choosing
    /// again or opening another case gives no further attempts.
    /// </summary>
    public static string Subject(RequirementKind kind) => $"recovery:{WireName.Of(kind)}";

    /// <summary>The codes in flight, by requirement id.</summary>
    public async Task<IReadOnlyDictionary<string, InFlight>> UnderWay(LoadedCase loaded, CancellationToken cancellation)
    {
        var open = loaded.Case.OpenRequirements.Where(requirement => requirement.IsCode).ToList();
        if (loaded.Case.State != CaseState.Proving || open.Count == 0) return new Dictionary<string, InFlight>();
        var sent = await database.List<InFlight>(
            """
            SELECT binding, expires_at, resend_at FROM codes
            WHERE account_id = @AccountId AND purpose = @Purpose AND binding IN @bindings AND used_at IS NULL
              AND expires_at > @now
            """,
            new
            {
                loaded.AccountId,
                Purpose,
                bindings = open.Select(requirement => Binding(loaded, requirement).Binding).ToList(),
                now = clock.GetUtcNow(),
            },
            cancellation);
        return sent.ToDictionary(code => code.Binding.Split(':')[1]);
    }

    internal static string HintOf(string email) => EmailAddress.TryParse(email, out var address) ? address.Hint : "";
}
