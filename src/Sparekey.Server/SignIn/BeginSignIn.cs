using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Captcha;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>
/// The first step: email, password and captcha. An unknown address runs the same statements and the same hash under its
/// pseudo-account id, and gets the same answer as a wrong password.
/// </summary>
public sealed class BeginSignIn(
    Database database,
    PasswordHasher passwords,
    AccountEmails emails,
    Captchas captchas,
    KeyedHash hash,
    SessionStore sessions,
    Randomness random,
    TimeProvider clock)
{
    public sealed record Request(string? Email, string? Password, string? CaptchaToken);

    /// <param name="SignIn">Present while a second factor is required.</param>
    /// <param name="Session">Present when the sign-in is complete.</param>
    public sealed record View(
        string State,
        string? SignIn,
        DateTimeOffset? ExpiresAt,
        IReadOnlyList<FactorOffer>? Factors,
        SessionView? Session);

    public static readonly Responses Responses = Responses.Of<View>(
        200, Problem.WrongCredentials, Problem.CaptchaRequired, Problem.TooManyAttempts);

    public static async Task<IResult> Handle(
        Request request, BeginSignIn begin, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await begin.Run(request, visitor, cancellation));

    private sealed record Row
    {
        public int Failures { get; init; }
        public DateTimeOffset BlockedUntil { get; init; }

        /// <summary>Null when no account has the address.</summary>
        public AccountId? AccountId { get; init; }
        public string? PasswordHash { get; init; }
        public long PasswordVersion { get; init; }
    }

    private const string Found = "COALESCE((SELECT account_id FROM emails WHERE email_index = @index), @pseudo)";

    private static readonly string Sql =
        $"""
        {Captchas.SpendSql}
        {Attempts.TrySql(Found, Captchas.WasSpent)}
        SELECT t.failures, t.blocked_until, a.account_id, a.password_hash, a.password_version
        FROM attempts t LEFT JOIN accounts a ON a.account_id = t.account_id
        WHERE t.account_id = {Found} AND t.subject = @subject;
        {FactorOffers.Sql(Found)}
        """;

    // Hashing takes a while. The password must still be in force, and an account that is signed in to without a second
    // factor must still have none.
    private const string InForce =
        "SELECT 1 FROM accounts WHERE account_id = @account AND password_version = @PasswordVersion";

    private static readonly string InForceAlone = $"{InForce} AND NOT {FactorSql.HasSecondFactor()}";

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(request.Email, out var email))
            return Refusals.Invalid(("email", "invalid.email.begin_sign_in"));
        if (string.IsNullOrEmpty(request.Password)) return Refusals.Invalid(("password", "invalid.password"));

        using var captcha = captchas.Take(request.CaptchaToken, CaptchaPurpose.SignIn);
        if (captcha is null) return Refusals.CaptchaRequired;
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var now = clock.GetUtcNow();
        var pseudo = emails.Pseudo(email);
        var (spent, charged, row, offers) = await database.ChargeAhead(
            Locks.Of(pseudo),
            Sql,
            new
            {
                captchaKey = captcha.Key,
                captchaPurpose = WireName.Of(CaptchaPurpose.SignIn),
                request = random.NewId(now).ToString("N"),
                index = emails.Index(email),
                pseudo,
                subject = Attempts.Password,
                limit = int.MaxValue,
                now,
            },
            rows => (
                rows.ReadFirstOrDefault<string>() is not null,
                rows.ReadFirstOrDefault<Attempts.State>(),
                rows.ReadFirstOrDefault<Row>(),
                FactorOffers.Read(rows)),
            cancellation);
        captcha.Charged();
        if (!spent) return Refusals.CaptchaRequired;
        // Without a row the address got its account at this very moment, and no time to wait is known.
        if (charged is null) return Refusals.TooManyAttempts(row?.BlockedUntil);

        var right = row?.PasswordHash is null
            ? await passwords.VerifyDummy(request.Password, slot)
            : await passwords.Verify(request.Password, row.PasswordHash, slot);
        var account = row?.AccountId ?? pseudo;
        var change = Change.Of(account, visitor);
        var judged = SignInRules.Judge(right, FactorOffers.IsSecondFactor(offers));
        if (judged is SignInRules.AfterPassword.WrongCredentials)
            return await database.Record(
                change.RequireCharged(account, Attempts.Password, now, charged.Failures)
                    .Record(new AuditEvent(account, EventKind.PasswordRefused, Actor.Stranger)),
                Refusals.WrongCredentials);

        change.Succeed(account, Attempts.Password);
        var view = judged switch
        {
            SignInRules.AfterPassword.NeedsSecondFactor => OpenFlow(change, account, offers, visitor, now),
            SignInRules.AfterPassword.Complete complete => OpenSession(change, account, complete, visitor),
            _ => throw new UnreachableException(),
        };
        change.Require(
            Refusals.WrongCredentials,
            view.Session is null ? InForce : InForceAlone,
            new { account, row!.PasswordVersion });
        if (passwords.NeedsRehash(row.PasswordHash!))
            change.Add(
                "UPDATE accounts SET password_hash = @stored WHERE account_id = @account",
                new { stored = await passwords.Hash(request.Password, slot), account });
        // Whatever was lost, the password did not open the account: a password thief learns nothing more.
        return await database.Commit(change, cancellation) is null ? view : Refusals.WrongCredentials;
    }

    private View OpenFlow(
        Change change, AccountId account, IReadOnlyList<FactorOffer> offers, Visitor visitor, DateTimeOffset now)
    {
        var token = BearerToken.New(account, random);
        var expires = now + SignInRules.Lifetime;
        change
            .Add(
                """
                INSERT INTO sign_ins (account_id, token_hash, device, network, created_at, expires_at)
                VALUES (@account, @key, @Device, @Network, @now, @expires)
                """,
                new { account, key = SignInFlow.TokenHash(hash, token), visitor.Device, visitor.Network, now, expires })
            .Record(new AuditEvent(account, EventKind.PasswordAccepted, Actor.Owner));
        return new View("second_factor", token.Text, expires, offers, null);
    }

    private View OpenSession(
        Change change, AccountId account, SignInRules.AfterPassword.Complete complete, Visitor visitor)
    {
        change.Record(new AuditEvent(
            account, EventKind.SignedIn, Actor.Owner,
            Details: new Dictionary<string, string> { ["acr"] = complete.Acr }));
        var session = sessions.Open(change, account, complete.Acr, complete.Amr, visitor);
        return new View("complete", null, null, null, session);
    }
}
