using System.Security.Cryptography;
using Dapper;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Factors;

/// <summary>
/// Judges the answer of one second factor, the same way for a sign-in, a step-up and a reset: the attempt is charged with the first statement,
/// judged in Core, and what makes it count once is a claim in the change that the caller completes.
/// </summary>
public sealed class FactorVerification(Codes codes, KeyedHash hash, FactorSecrets secrets, AccountEmails emails, Settings settings)
{
    /// <summary>What is known of the factor; whoever asks for more beside it adds its columns. All of it is empty where the account has no such factor.</summary>
    public record Row
    {
        public AccountId AccountId { get; init; }
        public FactorId FactorId { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Name { get; init; } = "";
        public byte[]? SecretSealed { get; init; }
        public long LastStep { get; init; }
        public byte[] EmailSealed { get; init; } = [];

        // As they stand beside the factor; null where there is no such row.
        public int? Failures { get; init; }
        public DateTimeOffset? BlockedUntil { get; init; }
        public string? Channel { get; init; }
        public byte[]? CodeHash { get; init; }
        public int? Tries { get; init; }
        public int? Sends { get; init; }
        public DateTimeOffset? ResendAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? UsedAt { get; init; }
        public int? Position { get; init; }

        internal Attempts.State Attempt => new() { Failures = Failures ?? 0, BlockedUntil = BlockedUntil ?? default };

        internal Codes.Standing? Code => Channel is null ? null : new() { Channel = Channel, CodeHash = CodeHash!, Tries = Tries!.Value, Sends = Sends!.Value, ResendAt = ResendAt!.Value, ExpiresAt = ExpiresAt!.Value, UsedAt = UsedAt };
    }

    /// <summary>What was loaded and charged in one round trip.</summary>
    public sealed record Loaded(Row? Factor, Attempts.State Attempt, Codes.Standing? Code, int? RecoveryCode);

    public abstract record Judged
    {
        private Judged() { }

        /// <param name="Change">Holds the claims that make the answer count once; the caller adds what it leads to, and commits.</param>
        public sealed record Right(FactorKind Kind, Channel? Channel, Row Factor, Change Change) : Judged;

        /// <param name="Change">What must be written down about the failure; null when nothing was charged.</param>
        public sealed record Refused(Refusal Why, Change? Change) : Judged
        {
            /// <summary>Writes the failure down, and only then is it told. Whoever hangs up must not keep it from the owner.</summary>
            public async Task<Refusal> Tell(Database database) => Change is not null && await database.CommitNamed(Change, CancellationToken.None) == "charge_forgotten" ? Refusals.Unavailable : Why;
        }
    }

    /// <summary>Three results for <see cref="Read"/>. Nothing is charged unless <paramref name="when"/> holds and the factor is active.</summary>
    /// <param name="when">SQL that the flow is live.</param>
    /// <param name="beside">SQL of more columns, which are there also where the account has no such factor.</param>
    public static string Sql(string when, string beside = "")
    {
        var guarded = $"{when} AND EXISTS (SELECT 1 FROM factors g WHERE g.account_id = @account AND g.factor_id = @factor AND g.state = 'active')";
        return $"""
            {Attempts.TrySql(when: guarded)}
            {Codes.TrySql($"{guarded} AND EXISTS (SELECT 1 FROM attempts WHERE account_id = @account AND subject = @subject AND last_at = @now)")}
            SELECT {beside}{(beside.Length > 0 ? ", " : "")}f.account_id, f.factor_id, f.kind, f.state, f.name, f.secret_sealed, f.last_step, a.email_sealed, t.failures, t.blocked_until,
                   c.channel, c.code_hash, c.tries, c.sends, c.resend_at, c.expires_at, c.used_at,
                   (SELECT position FROM recovery_codes r WHERE r.account_id = @account AND r.factor_id = @factor AND r.code_hash = @recoveryCode AND r.used_at IS NULL) AS position
            FROM (SELECT 1) AS asked
            LEFT JOIN factors f ON f.account_id = @account AND f.factor_id = @factor AND f.state IN ('active', 'disabled')
            LEFT JOIN accounts a ON a.account_id = f.account_id
            LEFT JOIN attempts t ON t.account_id = f.account_id AND t.subject = @subject
            LEFT JOIN codes c ON c.account_id = f.account_id AND c.purpose = @codePurpose AND c.binding = @codeBinding;
            """;
    }

    /// <summary>The parameters of <see cref="Sql"/>; the caller adds those of its own condition.</summary>
    public DynamicParameters Parameters(AccountId account, FactorId factor, CodeBinding binding, string code, DateTimeOffset now)
    {
        var parameters = new DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("factor", factor);
        parameters.Add("subject", Attempts.OfFactor(factor));
        parameters.Add("limit", Lockout.DisabledAt);
        parameters.Add("codePurpose", binding.Purpose);
        parameters.Add("codeBinding", binding.Binding);
        parameters.Add("recoveryCode", RecoveryCodeText.Normalize(code) is { } text ? RecoveryCodeHash(account, factor, text) : []);
        parameters.Add("now", now);
        return parameters;
    }

    public static Loaded Read(SqlMapper.GridReader rows) => Read<Row>(rows).Loaded;

    /// <summary>And what was asked for beside it.</summary>
    public static (Loaded Loaded, T Beside) Read<T>(SqlMapper.GridReader rows) where T : Row
    {
        var (attempt, code, row) = (rows.ReadFirstOrDefault<Attempts.State>(), rows.ReadFirstOrDefault<Codes.Standing>(), rows.ReadFirst<T>());
        return (new(row.Kind.Length == 0 ? null : row, attempt ?? row.Attempt, code ?? row.Code, row.Position), row);
    }

    /// <summary>How a recovery code is stored: 80 random bits under a keyed hash.</summary>
    public byte[] RecoveryCodeHash(AccountId account, FactorId factor, string normalized) => hash.Index("recovery_code", $"{account}|{factor}|{normalized}");

    /// <param name="typed">As the person typed it.</param>
    public Judged Judge(Loaded loaded, CodeBinding binding, string typed, Visitor visitor, DateTimeOffset now)
    {
        if (loaded.Factor is not { } factor) return new Judged.Refused(Refusals.NotFound, null);
        if (factor.State == "disabled") return new Judged.Refused(Refusals.FactorDisabled, null);
        // Whoever charged the last failure may have died before it was written down: then the next one who comes switches the factor off.
        if (loaded.Attempt is { Charged: false, Failures: >= Lockout.DisabledAt }) return new Judged.Refused(Refusals.FactorDisabled, SwitchOff(new Change(visitor), factor));
        // Without a wait the flow itself ended while it was looked at.
        if (!loaded.Attempt.Charged) return new Judged.Refused(loaded.Attempt.BlockedUntil > now ? Refusals.TooManyAttempts(loaded.Attempt.BlockedUntil) : Refusals.Expired, null);

        var kind = WireName.Parse<FactorKind>(factor.Kind);
        var change = new Change(visitor);
        change.Succeed(factor.AccountId, Attempts.OfFactor(factor.FactorId));
        return kind switch
        {
            FactorKind.Authenticator => OfAuthenticator(loaded, factor, typed, change, visitor, now),
            FactorKind.Phone => OfPhone(loaded, factor, binding, typed, change, visitor, now),
            FactorKind.RecoveryCode => OfRecoveryCode(loaded, factor, change, visitor, now),
            _ => new Judged.Refused(Refusals.NotFound, null),
        };
    }

    private Judged OfAuthenticator(Loaded loaded, Row factor, string typed, Change change, Visitor visitor, DateTimeOffset now)
    {
        if (CodeText.Digits(typed) is not { } digits) return Wrong(loaded, factor, visitor, now);
        var secret = secrets.Open(factor.AccountId, factor.FactorId, factor.SecretSealed!);
        var answer = AuthenticatorAnswer.Judge(secret, factor.LastStep, digits, now);
        CryptographicOperations.ZeroMemory(secret);
        return answer switch
        {
            AuthenticatorAnswer.Accepted accepted => new Judged.Right(FactorKind.Authenticator, null, factor, change.Claim(
                "already_used",
                "UPDATE factors SET last_step = @Step, last_used_at = @now WHERE account_id = @AccountId AND factor_id = @FactorId AND state = 'active' AND last_step < @Step",
                new { accepted.Step, factor.AccountId, factor.FactorId, now })),
            AuthenticatorAnswer.AlreadyUsed => new Judged.Refused(Refusals.CodeAlreadyUsed, null),
            AuthenticatorAnswer.Wrong => Wrong(loaded, factor, visitor, now),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Judged OfPhone(Loaded loaded, Row factor, CodeBinding binding, string typed, Change change, Visitor visitor, DateTimeOffset now)
    {
        if (loaded.Code is not { } code) return new Judged.Refused(Refusals.CodeExpired, null);
        if (!code.Charged) return new Judged.Refused(code.UsedAt is not null ? Refusals.CodeAlreadyUsed : code.TriesLeft == 0 ? Refusals.TooManyAttempts(null) : Refusals.CodeExpired, null);
        if (CodeText.Digits(typed) is not { } digits || !codes.Matches(binding, digits, code)) return Wrong(loaded, factor, visitor, now, code.TriesLeft);
        Codes.Use(change, binding, code, now).Claim("disabled", "UPDATE factors SET last_used_at = @now WHERE account_id = @AccountId AND factor_id = @FactorId AND state = 'active'", new { now, factor.AccountId, factor.FactorId });
        return new Judged.Right(FactorKind.Phone, WireName.Parse<Channel>(code.Channel), factor, change);
    }

    private Judged OfRecoveryCode(Loaded loaded, Row factor, Change change, Visitor visitor, DateTimeOffset now)
    {
        if (loaded.RecoveryCode is not { } position) return Wrong(loaded, factor, visitor, now);
        change.Claim("already_used", "UPDATE recovery_codes SET used_at = @now WHERE account_id = @AccountId AND factor_id = @FactorId AND position = @position AND used_at IS NULL", new { now, factor.AccountId, factor.FactorId, position })
            .Claim("disabled", "UPDATE factors SET last_used_at = @now WHERE account_id = @AccountId AND factor_id = @FactorId AND state = 'active'", new { now, factor.AccountId, factor.FactorId })
            .Record(new AuditEvent(factor.AccountId, EventKind.RecoveryCodeUsed, Actor.Owner, Subject: factor.FactorId.ToString()));
        return new Judged.Right(FactorKind.RecoveryCode, null, factor, change);
    }

    // The failure is already charged; here it is written down, the owner is told, and at the limit the factor is switched off.
    private Judged.Refused Wrong(Loaded loaded, Row factor, Visitor visitor, DateTimeOffset now, int? triesLeft = null)
    {
        var failures = loaded.Attempt.Failures;
        var account = factor.AccountId;
        var change = new Change(visitor).RequireCharged(account, Attempts.OfFactor(factor.FactorId), now, failures).Record(new AuditEvent(account, EventKind.SecondFactorRefused, Actor.Stranger, Subject: factor.FactorId.ToString(), Details: new Dictionary<string, string> { ["kind"] = factor.Kind }));
        if (failures == Lockout.FreeFailures + 1) change.Send(Letters.SecondFactorFailing(settings, account, emails.Open(account, factor.EmailSealed), visitor, now));
        if (failures < Lockout.DisabledAt) return new Judged.Refused(Refusals.WrongCode(triesLeft ?? Lockout.TriesLeft(failures)), change);
        return new Judged.Refused(Refusals.FactorDisabled, SwitchOff(change, factor));
    }

    // Claimed, so that the owner is told once.
    private Change SwitchOff(Change change, Row factor) => change
        .Claim("disabled", "UPDATE factors SET state = 'disabled' WHERE account_id = @AccountId AND factor_id = @FactorId AND state = 'active'", new { factor.AccountId, factor.FactorId })
        .Record(new AuditEvent(factor.AccountId, EventKind.FactorDisabled, Actor.Server, Subject: factor.FactorId.ToString(), Details: new Dictionary<string, string> { ["kind"] = factor.Kind }))
        .Send(Letters.FactorDisabled(settings, factor.AccountId, emails.Open(factor.AccountId, factor.EmailSealed), factor.Name));
}
