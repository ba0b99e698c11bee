using System.Security.Cryptography;
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

/// <summary>A current code confirms an authenticator. Only then the replaced one is removed, with its key.</summary>
public sealed class ConfirmAuthenticator(
    Database database, FactorSecrets secrets, FactorChanges changes, Notices notices, TimeProvider clock,
    Settings settings)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(
        200,
        Problem.WrongCode, Problem.Expired, Problem.AlreadyConfirmed, Problem.TooManyAttempts, Problem.AccountFrozen,
        Problem.NotFound);

    private static readonly string ChargeSql =
        $"{AccountRecord.Sql} {Attempts.ChargeSql(when: FactorRecord.PendingSql(FactorKind.Authenticator))}";

    public sealed record Request(string? Code);

    public static async Task<IResult> Handle(
        Request request, string factorId, ConfirmAuthenticator confirm, Holder holder, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await confirm.Run(holder, factorId, request, visitor, cancellation));

    public async Task<Reply<Nothing>> Run(
        Holder holder, string factorId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (!Guid.TryParseExact(factorId, "N", out var id)) return Refusals.NotFound;
        if (string.IsNullOrWhiteSpace(request.Code))
            return Refusals.Invalid(("code", "invalid.code.confirm_authenticator"));

        var now = clock.GetUtcNow();
        var factor = new FactorId(id);
        var subject = Attempts.OfFactor(factor);
        var oldest = now - FactorLimits.Pending;
        var (account, attempt) = await database.Charge(
            Locks.Of(holder.Account),
            ChargeSql,
            new
            {
                account = holder.Account, factor, session = holder.Session, oldest, subject, limit = Lockout.DisabledAt,
                now,
            },
            rows => (AccountRecord.Read(holder.Account, rows), Attempts.Read(rows)),
            cancellation);
        if (account.Factor(factor) is not { Kind: FactorKind.Authenticator } waiting) return Refusals.NotFound;
        if (waiting.IsBound) return Refusals.AlreadyConfirmed;
        if (!waiting.IsPendingIn(holder.Session, now)) return Refusals.Expired;
        if (!attempt.Charged)
            return Refusals.TooManyAttempts(attempt.Failures >= Lockout.DisabledAt ? null : attempt.BlockedUntil);
        if (Judge(holder.Account, waiting, request.Code, now) is not AuthenticatorAnswer.Accepted accepted)
        {
            var failure = Change.Of(holder.Account, visitor)
                .RequireCharged(holder.Account, subject, now, attempt.Failures)
                .Record(FactorChanges.Refused(account, waiting));
            return await database.Record(failure, Refusals.WrongCode(Lockout.TriesLeft(attempt.Failures)));
        }

        // The step is used up with the confirmation: the same code does not sign in as well.
        var change = PendingFactor.Confirm(AccountChange.By(holder, visitor), holder, factor, accepted.Step, now)
            .Succeed(holder.Account, subject);
        changes.Confirmed(change, holder, account, waiting, null, visitor);
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }

    /// <summary>
    /// The key again, for the page that asks for the code. Only the session that began the set-up sees the key, until
    /// the set-up is confirmed.
    /// </summary>
    public async Task<AuthenticatorKey?> KeyAgain(Holder holder, string factorId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!Guid.TryParseExact(factorId, "N", out var id)) return null;
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        var factor = account.Factor(new FactorId(id));
        if (factor is not { Kind: FactorKind.Authenticator, SecretSealed: { } @sealed }
            || !factor.IsPendingIn(holder.Session, now))
            return null;
        var secret = secrets.Open(holder.Account, factor.FactorId, @sealed);
        using var key = OtpKey.FromBytes(secret);
        CryptographicOperations.ZeroMemory(secret);
        return AuthenticatorKey.Of(
            factor.FactorId, factor.Name, key, settings, notices.Email(account),
            factor.CreatedAt + FactorLimits.Pending);
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
