using System.Diagnostics;
using System.Security.Cryptography;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Factors;

/// <summary>
/// Judges the code of one second factor, the same way for a sign-in, a step-up and a reset: the first statement charges
/// the attempt, Core judges it, and a claim in the change that the caller completes makes the code count once.
/// </summary>
public sealed partial class FactorVerification(
    Codes codes, KeyedHash hash, FactorSecrets secrets, AccountEmails emails, Settings settings)
{
    private static readonly string UsedSql =
        $"""
        UPDATE factors SET last_used_at = @now
        WHERE account_id = @AccountId AND factor_id = @FactorId AND {FactorSql.IsActive}
        """;

    private static readonly string StepUsedSql =
        $"""
        UPDATE factors SET last_step = @Step, last_used_at = @now
        WHERE account_id = @AccountId AND factor_id = @FactorId AND {FactorSql.IsActive} AND last_step < @Step
        """;

    private static readonly string SwitchedOffSql =
        $"""
        UPDATE factors SET state = '{WireName.Of(FactorState.Disabled)}'
        WHERE account_id = @AccountId AND factor_id = @FactorId AND {FactorSql.IsActive}
        """;

    public abstract record Judged
    {
        private Judged() { }

        /// <param name="Change">Holds the claims that make the code count once; the caller completes and commits the
        /// change.</param>
        public sealed record Right(FactorKind Kind, Channel? Channel, Row Factor, Change Change) : Judged;

        /// <param name="Change">Records the failure; null when nothing was charged.</param>
        public sealed record Refused(Refusal Why, Change? Change) : Judged
        {
            /// <summary>The refusal, once the failure is recorded (<see cref="Database.Record"/>).</summary>
            public Task<Refusal> Record(Database database) =>
                Change is null ? Task.FromResult(Why) : database.Record(Change, Why);
        }
    }

    /// <param name="typed">As the person typed it.</param>
    public Judged Judge(Loaded loaded, CodeBinding binding, string typed, Visitor visitor, DateTimeOffset now)
    {
        if (loaded.Factor is not { } factor) return new Judged.Refused(Refusals.NotFound, null);
        if (factor.State == WireName.Of(FactorState.Disabled)) return new Judged.Refused(Refusals.FactorDisabled, null);

        // The process that charged the last failure may have crashed before recording it: the next attempt disables the
        // factor.
        if (loaded.Attempt is { Charged: false, Failures: >= Lockout.DisabledAt })
            return new Judged.Refused(Refusals.FactorDisabled, SwitchOff(Change.Of(factor.AccountId, visitor), factor));

        // Nothing was charged although no wait runs: the flow ended meanwhile.
        if (!loaded.Attempt.Charged)
        {
            var blocked = loaded.Attempt.BlockedUntil;
            return new Judged.Refused(blocked > now ? Refusals.TooManyAttempts(blocked) : Refusals.Expired, null);
        }

        var change = Change.Of(factor.AccountId, visitor).Succeed(factor.AccountId, Attempts.OfFactor(factor.FactorId));
        return WireName.Parse<FactorKind>(factor.Kind) switch
        {
            FactorKind.Authenticator => OfAuthenticator(loaded, factor, typed, change, visitor, now),
            FactorKind.Phone => OfPhone(loaded, factor, binding, typed, change, visitor, now),
            FactorKind.RecoveryCode => OfRecoveryCode(loaded, factor, change, visitor, now),
            _ => new Judged.Refused(Refusals.NotFound, null),
        };
    }

    private Judged OfAuthenticator(
        Loaded loaded, Row factor, string typed, Change change, Visitor visitor, DateTimeOffset now)
    {
        if (CodeText.Digits(typed) is not { } digits) return Wrong(loaded, factor, visitor, now);
        var secret = secrets.Open(factor.AccountId, factor.FactorId, factor.SecretSealed!);
        var answer = AuthenticatorAnswer.Judge(secret, factor.LastStep, digits, now);
        CryptographicOperations.ZeroMemory(secret);
        switch (answer)
        {
            case AuthenticatorAnswer.Accepted accepted:
                change.Claim(
                    Refusals.CodeAlreadyUsed, StepUsedSql,
                    new { accepted.Step, factor.AccountId, factor.FactorId, now });
                return new Judged.Right(FactorKind.Authenticator, null, factor, change);

            case AuthenticatorAnswer.AlreadyUsed:
                return new Judged.Refused(Refusals.CodeAlreadyUsed, null);

            case AuthenticatorAnswer.Wrong:
                return Wrong(loaded, factor, visitor, now);

            default:
                throw new UnreachableException();
        }
    }

    private Judged OfPhone(
        Loaded loaded, Row factor, CodeBinding binding, string typed, Change change, Visitor visitor,
        DateTimeOffset now)
    {
        if (loaded.Code is not { } code) return new Judged.Refused(Refusals.CodeExpired, null);
        if (!code.Charged) return new Judged.Refused(NotCharged(code), null);
        if (CodeText.Digits(typed) is not { } digits || !codes.Matches(binding, digits, code))
            return Wrong(loaded, factor, visitor, now, code.TriesLeft);
        Codes.Use(change, binding, code, now).Claim(
            Refusals.FactorDisabled, UsedSql, new { now, factor.AccountId, factor.FactorId });
        return new Judged.Right(FactorKind.Phone, WireName.Parse<Channel>(code.Channel), factor, change);
    }

    private static Refusal NotCharged(Codes.Standing code) =>
        code.UsedAt is not null ? Refusals.CodeAlreadyUsed
        : code.TriesLeft == 0 ? Refusals.TooManyAttempts(null)
        : Refusals.CodeExpired;

    private Judged OfRecoveryCode(Loaded loaded, Row factor, Change change, Visitor visitor, DateTimeOffset now)
    {
        if (loaded.RecoveryCode is not { } position) return Wrong(loaded, factor, visitor, now);
        change
            .Claim(
                Refusals.CodeAlreadyUsed,
                """
                UPDATE recovery_codes SET used_at = @now
                WHERE account_id = @AccountId AND factor_id = @FactorId AND position = @position AND used_at IS NULL
                """,
                new { now, factor.AccountId, factor.FactorId, position })
            .Claim(Refusals.FactorDisabled, UsedSql, new { now, factor.AccountId, factor.FactorId })
            .Record(new AuditEvent(
                factor.AccountId, EventKind.RecoveryCodeUsed, Actor.Owner, Subject: factor.FactorId.ToString()));
        return new Judged.Right(FactorKind.RecoveryCode, null, factor, change);
    }

    // The failure is already charged. This change records it, tells the owner, and disables the factor at the limit.
    private Judged.Refused Wrong(Loaded loaded, Row factor, Visitor visitor, DateTimeOffset now, int? triesLeft = null)
    {
        var failures = loaded.Attempt.Failures;
        var account = factor.AccountId;
        var change = Change.Of(account, visitor)
            .RequireCharged(account, Attempts.OfFactor(factor.FactorId), now, failures)
            .Record(Event(factor, EventKind.SecondFactorRefused, Actor.Stranger));
        if (failures == Lockout.FreeFailures + 1)
        {
            var email = emails.Open(account, factor.EmailSealed);
            change.Send(FactorMessages.SecondFactorFailing(settings, account, email, visitor, now));
        }
        return failures < Lockout.DisabledAt
            ? new Judged.Refused(Refusals.WrongCode(triesLeft ?? Lockout.TriesLeft(failures)), change)
            : new Judged.Refused(Refusals.FactorDisabled, SwitchOff(change, factor));
    }

    // A claim, so that the owner is told once.
    private Change SwitchOff(Change change, Row factor) => change
        .Claim(Refusals.FactorDisabled, SwitchedOffSql, new { factor.AccountId, factor.FactorId })
        .Record(Event(factor, EventKind.FactorDisabled, Actor.Server))
        .Send(FactorMessages.FactorDisabled(
            settings, factor.AccountId, emails.Open(factor.AccountId, factor.EmailSealed), factor.Name));

    private static AuditEvent Event(Row factor, string kind, Actor actor) => new(
        factor.AccountId, kind, actor,
        Subject: factor.FactorId.ToString(),
        Details: new Dictionary<string, string> { ["kind"] = factor.Kind });
}
