using System.Security.Cryptography;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Otp;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// Begins the set-up of an authenticator: a new key is made and shown once. The key opens nothing until a code confirms
/// it. An authenticator that it replaces works until then.
/// </summary>
public sealed class AddAuthenticator(
    Database database, FactorSecrets secrets, Notices notices, Randomness random, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<AuthenticatorKey>(
        201, Problem.AccountFrozen, Problem.TooManyFactors, Problem.NotFound);

    /// <param name="Replaces">Id of the authenticator that is removed once the new one is confirmed.</param>
    public sealed record Request(string? Name, string? Replaces);

    public static async Task<IResult> Handle(
        Request request, AddAuthenticator add, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await add.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<AuthenticatorKey>> Run(
        Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (FactorName.Read(request.Name) is not { } name)
            return Refusals.Invalid(("name", new("invalid.name.factor", ("most", FactorName.Longest))));
        var replaces = default(FactorId?);
        if (request.Replaces is not null)
        {
            if (!Guid.TryParseExact(request.Replaces, "N", out var id))
                return Refusals.Invalid(("replaces", "invalid.replaces"));
            replaces = new FactorId(id);
        }

        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        if (replaces is { } old && account.Factor(old) is not { Kind: FactorKind.Authenticator, IsBound: true })
            return Refusals.NotFound;
        if (replaces is null && account.Bound(FactorKind.Authenticator) >= FactorLimits.Authenticators)
            return Refusals.TooManyFactors;

        var factor = new FactorId(random.NewId(now));
        var bytes = random.Bytes(settings.Numbers.BackupKeyBytes);
        using var key = OtpKey.FromRandom(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        var set = new PendingFactor(
            factor, FactorKind.Authenticator, name, "", secrets.Seal(holder.Account, factor, key.Bytes), replaces);
        var change = set.Begin(AccountChange.By(holder, visitor), holder, now)
            .Record(new AuditEvent(
                holder.Account, EventKind.FactorAdded, Actor.Owner,
                Subject: factor.ToString(),
                Details: new Dictionary<string, string> { ["kind"] = WireName.Of(FactorKind.Authenticator) }));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : AuthenticatorKey.Of(factor, name, key, settings, notices.Email(account), now + FactorLimits.Pending);
    }
}
