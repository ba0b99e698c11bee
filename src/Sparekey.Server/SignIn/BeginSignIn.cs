using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Captcha;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>Email, password and captcha. An unknown address walks the same way under its pseudo-account id: same statements, same hash, same answer.</summary>
public sealed class BeginSignIn(Database database, PasswordHasher passwords, AccountEmails emails, Captchas captchas, KeyedHash hash, SessionStore sessions, Randomness random, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Password, string? CaptchaToken);

    /// <param name="SignIn">Present while a second factor is asked for.</param>
    /// <param name="Session">Present when the sign-in is complete.</param>
    public sealed record View(string State, string? SignIn, DateTimeOffset? ExpiresAt, IReadOnlyList<FactorOffer>? Factors, SessionView? Session);

    public static async Task<IResult> Handle(Request request, BeginSignIn begin, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await begin.Run(request, visitor, cancellation));

    private sealed record Row
    {
        public int Failures { get; init; }
        public DateTimeOffset BlockedUntil { get; init; }

        /// <summary>Null of an address that nobody has.</summary>
        public AccountId? AccountId { get; init; }
        public string? PasswordHash { get; init; }
        public long PasswordVersion { get; init; }
    }

    private const string Found = "COALESCE((SELECT account_id FROM emails WHERE email_index = @index), @pseudo)";
    private static readonly string Sql =
        $"""
        {Captchas.SpendSql}
        {Attempts.TrySql(Found, Captchas.WasSpent)}
        SELECT t.failures, t.blocked_until, a.account_id, a.password_hash, a.password_version FROM attempts t LEFT JOIN accounts a ON a.account_id = t.account_id WHERE t.account_id = {Found} AND t.subject = @subject;
        {FactorOffers.Sql(Found)}
        """;

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(request.Email, out var email)) return Refusals.Invalid(("email", "invalid.email.begin_sign_in"));
        if (string.IsNullOrEmpty(request.Password)) return Refusals.Invalid(("password", "invalid.password"));

        using var captcha = captchas.Take(request.CaptchaToken, CaptchaPurpose.SignIn);
        if (captcha is null) return Refusals.CaptchaRequired;
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var now = clock.GetUtcNow();
        var pseudo = emails.Pseudo(email);
        var (spent, charged, row, offers) = await database.ChargeAhead(Sql,
            new
            {
                captchaKey = captcha.Key, captchaPurpose = WireName.Of(CaptchaPurpose.SignIn), request = random.NewId(now).ToString("N"),
                index = emails.Index(email), pseudo, subject = Attempts.Password, limit = int.MaxValue, now,
            },
            rows => (rows.ReadFirstOrDefault<string>() is not null, rows.ReadFirstOrDefault<Attempts.State>(), rows.ReadFirstOrDefault<Row>(), FactorOffers.Read(rows)), cancellation);
        captcha.Charged();
        if (!spent) return Refusals.CaptchaRequired;
        if (charged is null) return Refusals.TooManyAttempts(row?.BlockedUntil);   // null where the address got its account this very moment

        var right = row?.PasswordHash is null ? await passwords.VerifyNothing(request.Password, slot) : await passwords.Verify(request.Password, row.PasswordHash, slot);
        var account = row?.AccountId ?? pseudo;
        var change = new Change(visitor);
        View? view = null;
        switch (SignInRules.Judge(right, FactorOffers.IsSecondFactor(offers)))
        {
            case SignInRules.AfterPassword.WrongCredentials:
                change.RequireCharged(account, Attempts.Password, now, charged.Failures).Record(new AuditEvent(account, EventKind.PasswordRefused, Actor.Stranger));
                break;

            case SignInRules.AfterPassword.NeedsSecondFactor:
                var token = BearerToken.New(account, random);
                var expires = now + SignInRules.Lifetime;
                change.Succeed(account, Attempts.Password)
                    .Add("INSERT INTO sign_ins (account_id, token_hash, device, network, created_at, expires_at) VALUES (@account, @key, @Device, @Network, @now, @expires)",
                        new { account, key = SignInFlow.TokenHash(hash, token), visitor.Device, visitor.Network, now, expires })
                    .Record(new AuditEvent(account, EventKind.PasswordAccepted, Actor.Owner));
                view = new View("second_factor", token.Text, expires, offers, null);
                break;

            case SignInRules.AfterPassword.Complete complete:
                change.Succeed(account, Attempts.Password).Record(new AuditEvent(account, EventKind.SignedIn, Actor.Owner, Details: new Dictionary<string, string> { ["acr"] = complete.Acr }));
                view = new View("complete", null, null, null, sessions.Open(change, account, complete.Acr, complete.Amr, visitor));
                break;
        }
        // Judging takes a while: the password must still be in force, and who is let in without a second factor must still have none.
        if (view is not null)
        {
            const string InForce = "SELECT 1 FROM accounts WHERE account_id = @account AND password_version = @PasswordVersion";
            const string Alone = $"{InForce} AND NOT EXISTS (SELECT 1 FROM factors f WHERE f.account_id = @account AND f.state IN ('active', 'disabled') AND f.kind <> 'recovery_code')";
            change.Require("moved_on", view.Session is null ? InForce : Alone, new { account, row!.PasswordVersion });
            if (passwords.NeedsRehash(row.PasswordHash!))
                change.Add("UPDATE accounts SET password_hash = @stored WHERE account_id = @account", new { stored = await passwords.Hash(request.Password, slot), account });
        }

        var lost = await database.CommitNamed(change, cancellation);
        if (lost == "charge_forgotten") return Refusals.Unavailable;
        return view is not null && lost is null ? view : Refusals.WrongCredentials;
    }
}
