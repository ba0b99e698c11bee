using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Staff;

/// <summary>
/// The first step of a reviewer's sign-in: email, password and captcha. The second factor always follows. An unknown
/// address runs the same statements and the same hash, and gets the same answer as a wrong password.
/// </summary>
public sealed class BeginStaffSignIn(
    Database database,
    PasswordHasher passwords,
    StaffSecrets secrets,
    Captchas captchas,
    Randomness random,
    TimeProvider clock)
{
    public sealed record Request(string? Email, string? Password, string? CaptchaToken);

    public sealed record View(string SignIn, string State, DateTimeOffset ExpiresAt);

    public static readonly Responses Responses = Responses.Of<View>(
        200, Problem.WrongCredentials, Problem.CaptchaRequired, Problem.TooManyAttempts);

    public static async Task<IResult> Handle(
        Request request, BeginStaffSignIn begin, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await begin.Run(request, visitor, cancellation));

    private sealed record Row
    {
        public StaffId StaffId { get; init; }
        public string PasswordHash { get; init; } = "";
    }

    private static readonly string Found =
        $"COALESCE((SELECT staff_id FROM staff WHERE email_index = @index AND {StaffSql.IsActive}), @pseudo)";

    private static readonly string Sql =
        $"""
        {Captchas.SpendSql}
        {Attempts.ChargeSql(Found, Captchas.WasSpent)}
        SELECT staff_id, password_hash FROM staff WHERE email_index = @index AND {StaffSql.IsActive};
        """;

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
        var (spent, attempt, row) = await database.Charge(
            Locks.Of(pseudo),
            Sql,
            new
            {
                captchaKey = captcha.Key,
                captchaPurpose = WireName.Of(CaptchaPurpose.SignIn),
                request = random.NewId(now).ToString("N"),
                index = secrets.IndexOf(email),
                pseudo,
                subject = Attempts.Password,
                limit = int.MaxValue,
                now,
            },
            rows => (
                rows.ReadFirstOrDefault<string>() is not null,
                Attempts.Read(rows),
                rows.ReadFirstOrDefault<Row>()),
            cancellation);
        captcha.Charged();
        if (!spent) return Refusals.CaptchaRequired;
        if (!attempt.Charged) return Refusals.TooManyAttempts(attempt.BlockedUntil);

        var right = row is null
            ? await passwords.VerifyDummy(request.Password, slot)
            : await passwords.Verify(request.Password, row.PasswordHash, slot);
        var staff = row?.StaffId ?? pseudo;
        var change = Change.Of(staff, visitor);
        if (!right)
            return await database.Record(
                change.RequireCharged(staff, Attempts.Password, now, attempt.Failures)
                    .Record(new AuditEvent(
                        staff, EventKind.StaffRefused, Actor.Stranger,
                        Details: new Dictionary<string, string> { ["step"] = "password" })),
                Refusals.WrongCredentials);

        var token = BearerToken.New(staff, random);
        var expires = now + SignInRules.Lifetime;
        var stored = passwords.NeedsRehash(row!.PasswordHash)
            ? await passwords.Hash(request.Password, slot)
            : row.PasswordHash;
        change
            .Succeed(staff, Attempts.Password, Refusals.StaffLocked)
            .Add(
                "INSERT INTO staff_sign_ins (staff_id, token_hash, expires_at) VALUES (@staff, @key, @expires)",
                new { staff, key = secrets.SignInHash(token), expires })
            // Hashing takes a while: password and access must still be in force.
            .Claim(
                Refusals.WrongCredentials,
                $"""
                UPDATE staff SET password_hash = @stored
                WHERE staff_id = @staff AND password_hash = @PasswordHash AND {StaffSql.IsActive}
                """,
                new { stored, staff, row.PasswordHash });
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(token.Text, "second_factor", expires);
    }
}
