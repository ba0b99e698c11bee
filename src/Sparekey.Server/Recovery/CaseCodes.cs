using Sparekey.Core.Accounts;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Recovery;

/// <summary>What codes of a reset are bound to, and which are under way.</summary>
public sealed class CaseCodes(Database database, TimeProvider clock)
{
    private const string Purpose = "recovery";

    /// <summary>When the code of a requirement ends, and when another may be asked for.</summary>
    public sealed record InFlight
    {
        public string Binding { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset ResendAt { get; init; }
    }

    /// <summary>Case, requirement, and the address: the old phone by its factor, a new one by its number, so that a code counts for that address only.</summary>
    public static CodeBinding Binding(LoadedCase hand, Requirement requirement) =>
        new(hand.Case.AccountId, Purpose, $"{hand.Case.CaseId}:{requirement.Id}:{(requirement.Kind == RequirementKind.PhoneCode ? hand.Account.Phone?.FactorId.ToString() : requirement.AddressNumber.ToString())}");

    /// <summary>
    /// Failures in a row of one kind of code, of the account and not of the case: whoever chooses again, or opens another case, does not get more tries.
    /// </summary>
    public static string Subject(RequirementKind kind) => $"recovery:{Core.WireName.Of(kind)}";

    /// <summary>By requirement id.</summary>
    public async Task<IReadOnlyDictionary<string, InFlight>> UnderWay(LoadedCase hand, CancellationToken cancellation)
    {
        if (hand.Case.State != CaseState.Proving || !hand.Case.OpenRequirements.Any(r => r.IsCode)) return new Dictionary<string, InFlight>();
        var sent = await database.List<InFlight>(
            "SELECT binding, expires_at, resend_at FROM codes WHERE account_id = @account AND purpose = @Purpose AND binding IN @bindings AND used_at IS NULL AND expires_at > @now",
            new { account = hand.Case.AccountId, Purpose, bindings = hand.Case.OpenRequirements.Where(r => r.IsCode).Select(r => Binding(hand, r).Binding).ToList(), now = clock.GetUtcNow() }, cancellation);
        return sent.ToDictionary(code => code.Binding.Split(':')[1]);
    }

    internal static string HintOf(string email) => EmailAddress.TryParse(email, out var address) ? address.Hint : "";
}
