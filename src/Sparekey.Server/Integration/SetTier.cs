using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Integration;

/// <summary>
/// The integrator sets the tier of an account: the recovery policy requires more from some tiers than from others.
/// </summary>
public sealed partial class SetTier(Database database)
{
    public static readonly Responses Responses = Responses.Of<View>(200, Problem.NotFound);

    /// <param name="Tier">1 to 40 characters of a-z, 0-9, _ and -. New accounts are <c>basic</c>.</param>
    public sealed record Request(string? Tier);

    public sealed record View(string AccountId, string Tier);

    public static async Task<IResult> Handle(
        [FromRoute(Name = "account_id")] string accountId, Request request, SetTier set, Integrator integrator,
        CancellationToken cancellation) =>
        HttpReply.Of(await set.Run(accountId, request, integrator, cancellation));

    public async Task<Reply<View>> Run(
        string accountId, Request request, Integrator integrator, CancellationToken cancellation)
    {
        if (request.Tier is null || !Shape().IsMatch(request.Tier)) return Refusals.Invalid(("tier", "invalid.tier"));
        if (!AccountPath.TryParse(accountId, out var account)) return Refusals.NotFound;
        var tier = await database.One<string>(
            "SELECT tier FROM accounts WHERE account_id = @account", new { account }, cancellation);
        if (tier is null) return Refusals.NotFound;
        var view = new View(account.ToString(), request.Tier);
        if (tier == request.Tier) return view;

        // The claim is lost when another request set the same tier first; the event is then not recorded again.
        var change = Change.Of(account)
            .Claim(
                Refusals.MovedOn,
                "UPDATE accounts SET tier = @Tier WHERE account_id = @account AND tier <> @Tier",
                new { account, request.Tier })
            .Record(new AuditEvent(
                account, EventKind.TierChanged, Actor.Integrator, integrator.Id.ToString(),
                Details: new Dictionary<string, string> { ["from"] = tier, ["to"] = request.Tier }));
        await database.Commit(change, cancellation);
        return view;
    }

    [GeneratedRegex(@"^[a-z0-9_-]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
