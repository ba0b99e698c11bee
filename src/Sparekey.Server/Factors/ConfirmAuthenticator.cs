using System.Security.Cryptography;
using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Otp;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>A current code confirms an authenticator. Only now the one that it replaces goes, with its key.</summary>
public sealed class ConfirmAuthenticator(Database database, FactorSecrets secrets, FactorChanges changes, Notices notices, TimeProvider clock, Settings settings)
{
    public sealed record Request(string? Code);

    public static async Task<IResult> Handle(Request request, string factorId, ConfirmAuthenticator confirm, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await confirm.Run(holder, factorId, request, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(Holder holder, string factorId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!Guid.TryParseExact(factorId, "N", out var id)) return Refusals.NotFound;
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.confirm_authenticator"));

        var now = clock.GetUtcNow();
        var factor = new FactorId(id);
        const string Waiting = "EXISTS (SELECT 1 FROM factors g WHERE g.account_id = @account AND g.factor_id = @factor AND g.kind = 'authenticator' AND g.state = 'pending' AND g.begun_in = @session AND g.created_at > @oldest)";
        var oldest = now - FactorLimits.Pending;
        var (account, attempt) = await database.Charge(
            $"{AccountRecord.Sql} {Attempts.ChargeSql(when: Waiting)}",
            new { account = holder.Account, factor, session = holder.Session, oldest, subject = Attempts.OfFactor(factor), limit = Lockout.DisabledAt, now },
            rows => (AccountRecord.Read(holder.Account, rows), Attempts.Read(rows)), cancellation);
        if (account.Factor(factor) is not { Kind: FactorKind.Authenticator } waiting) return Refusals.NotFound;
        if (waiting.IsBound) return Refusals.AlreadyConfirmed;
        if (!waiting.IsPendingIn(holder.Session, now)) return Refusals.Expired;
        if (!attempt.Charged) return Refusals.TooManyAttempts(attempt.Failures >= Lockout.DisabledAt ? null : attempt.BlockedUntil);
        if (Judge(holder.Account, waiting, request.Code, now) is not AuthenticatorAnswer.Accepted accepted) return Refusals.WrongCode(Lockout.TriesLeft(attempt.Failures));

        var change = AccountChange.By(holder, visitor)
            // The step is used up: the same code does not sign in as well.
            .Claim(Refusals.Expired,
                """
                UPDATE factors SET state = 'active', last_step = @Step, confirmed_at = @now, begun_in = NULL, replaces = NULL
                WHERE account_id = @Account AND factor_id = @factor AND state = 'pending' AND begun_in = @Session
                """,
                new { accepted.Step, now, holder.Account, holder.Session, factor })
            .Succeed(holder.Account, Attempts.OfFactor(factor));
        changes.Confirmed(change, holder, account, waiting, null, visitor);
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }

    /// <summary>The key again, for the page that asks for the code: to the session that began the set-up, while it is not confirmed.</summary>
    public async Task<AuthenticatorKey?> KeyAgain(Holder holder, string factorId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!Guid.TryParseExact(factorId, "N", out var id)) return null;
        var account = await database.Read(AccountRecord.Sql, new { account = holder.Account, now }, rows => AccountRecord.Read(holder.Account, rows), cancellation);
        if (account.Factor(new FactorId(id)) is not { Kind: FactorKind.Authenticator, SecretSealed: { } @sealed } factor || !factor.IsPendingIn(holder.Session, now)) return null;
        var secret = secrets.Open(holder.Account, factor.FactorId, @sealed);
        using var key = OtpKey.FromBytes(secret);
        CryptographicOperations.ZeroMemory(secret);
        return AuthenticatorKey.Of(factor.FactorId, factor.Name, key, settings, notices.Email(account), factor.CreatedAt + FactorLimits.Pending);
    }

    private AuthenticatorAnswer Judge(AccountId account, FactorRecord factor, string typed, DateTimeOffset now)
    {
        if (CodeText.Digits(typed) is not { } digits) return new AuthenticatorAnswer.Wrong();
        var secret = secrets.Open(account, factor.FactorId, factor.SecretSealed!);
        var answer = AuthenticatorAnswer.Judge(secret, 0, digits, now);
        CryptographicOperations.ZeroMemory(secret);
        return answer;
    }
}
