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
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Staff;

/// <summary>A reviewer's email, password and captcha. It always leads to the second factor, never to a session; an unknown address walks the same way.</summary>
public sealed class BeginStaffSignIn(Database database, PasswordHasher passwords, StaffSecrets secrets, Captchas captchas, Randomness random, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Password, string? CaptchaToken);

    public sealed record View(string SignIn, string State, DateTimeOffset ExpiresAt);

    public static async Task<IResult> Handle(Request request, BeginStaffSignIn begin, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await begin.Run(request, visitor, cancellation));

    private sealed record Row
    {
        public StaffId StaffId { get; init; }
        public string PasswordHash { get; init; } = "";
    }

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(request.Email, out var email)) return Refusals.Invalid(("email", "invalid.email"));
        if (string.IsNullOrEmpty(request.Password)) return Refusals.Invalid(("password", "invalid.password"));

        using var captcha = captchas.Take(request.CaptchaToken, CaptchaPurpose.SignIn);
        if (captcha is null) return Refusals.CaptchaRequired;
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var now = clock.GetUtcNow();
        var pseudo = secrets.Pseudo(email);
        const string Found = "COALESCE((SELECT staff_id FROM staff WHERE email_index = @index AND state = 'active'), @pseudo)";
        var (spent, attempt, row) = await database.Charge(
            $"""
            {Captchas.SpendSql}
            {Attempts.ChargeSql(Found, Captchas.WasSpent)}
            SELECT staff_id, password_hash FROM staff WHERE email_index = @index AND state = 'active';
            """,
            new
            {
                captchaKey = captcha.Key, captchaPurpose = WireName.Of(CaptchaPurpose.SignIn), request = random.NewId(now).ToString("N"),
                index = secrets.IndexOf(email), pseudo, subject = Attempts.Password, limit = int.MaxValue, now,
            },
            rows => (rows.ReadFirstOrDefault<string>() is not null, Attempts.Read(rows), rows.ReadFirstOrDefault<Row>()), cancellation);
        captcha.Charged();
        if (!spent) return Refusals.CaptchaRequired;
        if (!attempt.Charged) return Refusals.TooManyAttempts(attempt.BlockedUntil);

        var right = row is null ? await passwords.VerifyNothing(request.Password, slot) : await passwords.Verify(request.Password, row.PasswordHash, slot);
        var staff = row?.StaffId ?? pseudo;
        var account = StaffSecrets.AccountOf(staff);
        if (!right)
        {
            await database.CommitNamed(new Change(visitor).Record(new AuditEvent(account, EventKind.StaffRefused, Actor.Stranger, Details: new Dictionary<string, string> { ["step"] = "password" })), cancellation);
            return Refusals.WrongCredentials;
        }

        var token = BearerToken.New(account, random);
        var expires = now + SignInRules.Lifetime;
        var change = new Change(visitor).Succeed(account, Attempts.Password)
            .Add("INSERT INTO staff_sign_ins (staff_id, token_hash, expires_at) VALUES (@staff, @key, @expires)", new { staff, key = secrets.SignInHash(token), expires });
        // Judging takes a while: the access must not have been removed meanwhile.
        change.Claim("moved_on", "UPDATE staff SET password_hash = @stored WHERE staff_id = @staff AND password_hash = @PasswordHash AND state = 'active'",
            new { stored = passwords.NeedsRehash(row!.PasswordHash) ? await passwords.Hash(request.Password, slot) : row.PasswordHash, staff, row.PasswordHash });
        return await database.CommitNamed(change, cancellation) is null ? new View(token.Text, "second_factor", expires) : Refusals.WrongCredentials;
    }
}
