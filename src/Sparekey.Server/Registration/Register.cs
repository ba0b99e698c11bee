using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Captcha;

namespace Sparekey.Server.Registration;

/// <summary>
/// A stranger asks for an account: password and captcha are judged, and a code goes to the address. For a taken address
/// the answer is the same, and the owner of the address gets a message instead of the code.
/// </summary>
public sealed class Register(
    Database database,
    PasswordHasher passwords,
    AccountEmails emails,
    Captchas captchas,
    Codes codes,
    KeyedHash hash,
    SendLimits limits,
    Randomness random,
    TimeProvider clock,
    Settings settings)
{
    /// <summary>How long the whole registration may take. Its codes end with the registration.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public static readonly CodeShape Code = new(6, Lifetime);

    /// <summary>
    /// On a row of <c>registrations</c>: open and not expired. Parameters @account, @tokenHash and @now.
    /// </summary>
    internal const string IsLive =
        "account_id = @account AND token_hash = @tokenHash AND completed_at IS NULL AND expires_at > @now";

    public sealed record Request(string? Email, string? Password, string? CaptchaToken);

    public sealed record View(string Registration, string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static readonly Responses Responses =
        Responses.Of<View>(202, Problem.WeakPassword, Problem.CaptchaRequired);

    public static async Task<IResult> Handle(
        Request request, Register register, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await register.Run(request, visitor, cancellation), 202);

    public async Task<Reply<View>> Run(Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(request.Email, out var email))
            return Refusals.Invalid(("email", "invalid.email.invite_staff"));
        if (string.IsNullOrEmpty(request.Password)) return Refusals.Invalid(("password", "invalid.password.register"));
        var judged = NewPassword.Judge(
            request.Password, email, settings.Numbers.PasswordMinimum, CommonPasswords.Contains);
        if (judged is NewPassword.Refused weak) return WeakPasswordText.Of(weak);

        using var captcha = captchas.Take(request.CaptchaToken, CaptchaPurpose.Registration);
        if (captcha is null) return Refusals.CaptchaRequired;
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var now = clock.GetUtcNow();
        var index = emails.Index(email);
        var (spent, taken) = await database.Charge(
            Locks.None,
            $"{Captchas.SpendSql} SELECT COUNT(*) FROM emails WHERE email_index = @index;",
            new
            {
                captchaKey = captcha.Key,
                captchaPurpose = WireName.Of(CaptchaPurpose.Registration),
                request = random.NewId(now).ToString("N"),
                now,
                index,
            },
            rows => (rows.ReadFirstOrDefault<string>() is not null, rows.ReadFirst<long>() > 0),
            cancellation);
        captcha.Charged();
        if (!spent) return Refusals.CaptchaRequired;

        var account = new AccountId(random.NewId(now));
        var token = BearerToken.New(account, random);
        var expires = now + Lifetime;
        var change = Change.Of(account, visitor).Add(
            """
            INSERT INTO registrations
              (account_id, token_hash, email_index, email_sealed, password_hash, taken, expires_at)
            VALUES (@account, @tokenHash, @index, @email, @password, @taken, @expires)
            """,
            new
            {
                account,
                tokenHash = TokenHash(hash, token),
                index,
                email = emails.Seal(account, email),
                password = await passwords.Hash(request.Password, slot),
                taken,
                expires,
            });
        var code = codes.Send(change, Binding(account), Channel.Email, Code, null, now);
        // The answer does not show whether the address is taken.
        change.Send(
            taken
                ? RegistrationMessages.AddressTaken(settings, account, email)
                : RegistrationMessages.ConfirmAddress(settings, account, email, code.Digits),
            limits.Of(null, Channel.Email, email.Normalized, visitor));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(token.Text, email.Hint, expires, code.ResendAt);
    }

    internal static byte[] TokenHash(KeyedHash hash, BearerToken token) => hash.Index("registration", token.Text);

    internal static CodeBinding Binding(AccountId account) => new(account, CodeBinding.Registration, "email");
}
