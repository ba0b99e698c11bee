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

namespace Sparekey.Server.Staff;

/// <summary>An invited reviewer sets up access behind the link from the operator: a password, then an authenticator. Only a code of it makes the access work, and the link dead.</summary>
public sealed class SetUpStaff(Database database, StaffSecrets secrets, PasswordHasher passwords, Randomness random, TimeProvider clock, Settings settings)
{
    private const string Subject = "staff_set_up";

    // Of a link that has not expired, of somebody who has no access yet.
    private const string Live = "staff_id = @staff AND set_up_hash = @key AND set_up_expires_at > @now AND state = 'invited'";

    public sealed record PasswordRequest(string? Token, string? Password);

    public sealed record ConfirmRequest(string? Token, string? Code);

    /// <summary>The authenticator's key, shown until it is confirmed.</summary>
    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class View
    {
        public required string Name { get; init; }
        public required string BackupKey { get; init; }
        public required string OtpauthUri { get; init; }
        public required string QrSvg { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }

        public override string ToString() => "View(…)";
    }

    /// <summary>Who is being set up.</summary>
    public sealed record Invitation
    {
        public StaffId StaffId { get; init; }
        public string Name { get; init; } = "";
        public byte[] EmailSealed { get; init; } = [];
        public byte[]? SecretSealed { get; init; }
        public DateTimeOffset SetUpExpiresAt { get; init; }
    }

    public static async Task<IResult> HandlePassword(PasswordRequest request, SetUpStaff setUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await setUp.ChoosePassword(request, visitor, cancellation));

    public static async Task<IResult> HandleConfirm(ConfirmRequest request, SetUpStaff setUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await setUp.Confirm(request, visitor, cancellation));

    /// <summary>Who the link invites; null when it is not, or no longer, good.</summary>
    public async Task<Invitation?> Find(string? text, CancellationToken cancellation)
    {
        if (!BearerToken.TryParse(text, out var token)) return null;
        return await database.One<Invitation>($"SELECT staff_id, name, email_sealed, secret_sealed, set_up_expires_at FROM staff WHERE {Live}",
            new { staff = new StaffId(token.Account.Value), key = secrets.SetUpHash(token), now = clock.GetUtcNow() }, cancellation);
    }

    /// <summary>First step: a password, and a fresh key for the authenticator. May be repeated until the key is confirmed.</summary>
    public async Task<Reply<View>> ChoosePassword(PasswordRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (await Find(request.Token, cancellation) is not { } invited) return Refusals.SetUpLinkDead;
        if (string.IsNullOrEmpty(request.Password)) return Refusals.Invalid(("password", "invalid.password.set_up_staff"));
        if (!EmailAddress.TryParse(secrets.OpenEmail(invited.StaffId, invited.EmailSealed), out var email)) throw new InvalidOperationException("A stored address does not parse.");
        if (NewPassword.Judge(request.Password, email, settings.Numbers.PasswordMinimum, CommonPasswords.Contains) is NewPassword.Refused weak) return WeakPasswordText.Of(weak);

        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var bytes = random.Bytes(OtpKey.RecommendedLength);
        var stored = invited with { SecretSealed = secrets.SealKey(invited.StaffId, bytes) };
        CryptographicOperations.ZeroMemory(bytes);
        var lost = await database.CommitNamed(new Change().Claim("dead", $"UPDATE staff SET password_hash = @password, secret_sealed = @SecretSealed, last_step = 0 WHERE {Live}",
            new
            {
                staff = stored.StaffId, key = KeyOf(request.Token), now = clock.GetUtcNow(),
                password = await passwords.Hash(request.Password, slot), stored.SecretSealed,
            }), cancellation);
        return lost is null ? Show(stored)! : Refusals.SetUpLinkDead;
    }

    /// <summary>The key that waits for its first code; null before a password was chosen.</summary>
    public View? Show(Invitation invited)
    {
        if (invited.SecretSealed is null) return null;
        var bytes = secrets.OpenKey(invited.StaffId, invited.SecretSealed);
        using var key = OtpKey.FromBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        var uri = new OtpAuthUri { Key = key, Issuer = $"{settings.ServiceName} review", Account = secrets.OpenEmail(invited.StaffId, invited.EmailSealed) }.Format();
        return new View { Name = invited.Name, BackupKey = key.ToGroups(), OtpauthUri = uri, QrSvg = QrPicture.Svg(uri), ExpiresAt = invited.SetUpExpiresAt };
    }

    /// <summary>Second step: a current code. Now the access works, and the link no more.</summary>
    public async Task<Reply<Nothing>> Confirm(ConfirmRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (await Find(request.Token, cancellation) is not { SecretSealed: { } @sealed } invited) return Refusals.SetUpLinkDead;
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code"));
        var now = clock.GetUtcNow();
        var account = StaffSecrets.AccountOf(invited.StaffId);
        var attempt = await database.Charge(Attempts.ChargeSql(), new { account, subject = Subject, limit = Lockout.DisabledAt, now }, Attempts.Read, cancellation);
        if (!attempt.Charged) return attempt.Failures >= Lockout.DisabledAt ? Refusals.SetUpLinkDead : Refusals.TooManyAttempts(attempt.BlockedUntil);

        var key = secrets.OpenKey(invited.StaffId, @sealed);
        var answer = CodeText.Digits(request.Code) is { } digits ? AuthenticatorAnswer.Judge(key, 0, digits, now) : new AuthenticatorAnswer.Wrong();
        CryptographicOperations.ZeroMemory(key);
        if (answer is not AuthenticatorAnswer.Accepted accepted) return Refusals.WrongCode(Lockout.TriesLeft(attempt.Failures));

        var change = new Change(visitor).Succeed(account, Subject)
            // The code's step is spent: the same code does not sign in. The key must still be the one that was judged.
            .Claim("dead", $"UPDATE staff SET state = 'active', set_up_hash = NULL, set_up_expires_at = NULL, last_step = @Step WHERE {Live} AND secret_sealed = @sealed",
                new { staff = invited.StaffId, key = KeyOf(request.Token), now, accepted.Step, @sealed })
            .Record(new AuditEvent(account, EventKind.StaffSetUp, Actor.Staff, ActorId: invited.StaffId.ToString()));
        return await database.CommitNamed(change, cancellation) is null ? Nothing.Else : Refusals.SetUpLinkDead;
    }

    private byte[] KeyOf(string? text) => BearerToken.TryParse(text, out var token) ? secrets.SetUpHash(token) : [];
}
