using System.Security.Cryptography;
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

/// <summary>Begins an authenticator: a new key is made and shown once. It is worth nothing until a code confirms it; one that it is to replace works until then.</summary>
public sealed class AddAuthenticator(Database database, FactorSecrets secrets, Notices notices, Randomness random, TimeProvider clock, Settings settings)
{
    /// <param name="Replaces">Id of the authenticator that goes once the new one is confirmed.</param>
    public sealed record Request(string? Name, string? Replaces);

    public static async Task<IResult> Handle(Request request, AddAuthenticator add, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await add.Run(holder, request, visitor, cancellation), 201);

    public async Task<Reply<AuthenticatorKey>> Run(Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (FactorName.Read(request.Name) is not { } name) return Refusals.Invalid(("name", new("invalid.name.factor", ("most", FactorName.Longest))));
        var replaces = default(FactorId?);
        if (request.Replaces is not null)
        {
            if (!Guid.TryParseExact(request.Replaces, "N", out var id)) return Refusals.Invalid(("replaces", "invalid.replaces"));
            replaces = new FactorId(id);
        }

        var now = clock.GetUtcNow();
        var account = await database.Read(AccountRecord.Sql, new { account = holder.Account, now }, rows => AccountRecord.Read(holder.Account, rows), cancellation);
        if (replaces is { } old && account.Factor(old) is not { Kind: FactorKind.Authenticator, IsBound: true }) return Refusals.NotFound;
        if (replaces is null && account.Bound(FactorKind.Authenticator) >= FactorLimits.Authenticators) return Refusals.TooManyFactors;

        var factor = new FactorId(random.NewId(now));
        var bytes = random.Bytes(settings.Numbers.BackupKeyBytes);
        using var key = OtpKey.FromRandom(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        var change = FactorRemoval.VoidPending(AccountChange.By(holder, visitor), holder.Account, "authenticator")
            .Add(
                """
                INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, replaces, begun_in, created_at)
                VALUES (@Account, @factor, 'authenticator', 'pending', @name, '', @secret, 0, @replaces, @Session, @now)
                """,
                new { holder.Account, factor, name, secret = secrets.Seal(holder.Account, factor, key.Bytes), replaces = replaces?.ToString(), holder.Session, now })
            .Record(new AuditEvent(holder.Account, EventKind.FactorAdded, Actor.Owner, Subject: factor.ToString(), Details: new Dictionary<string, string> { ["kind"] = "authenticator" }));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : AuthenticatorKey.Of(factor, name, key, settings, notices.Email(account), now + FactorLimits.Pending);
    }
}
