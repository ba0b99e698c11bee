using System.Security.Cryptography;
using Sparekey.Core;
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

/// <summary>
/// An invited reviewer sets up access behind the link from the operator: a password, then an authenticator. The first
/// code of the authenticator makes the access active and voids the link.
/// </summary>
public sealed class SetUpStaff(
    Database database,
    StaffInvitations invitations,
    StaffSecrets secrets,
    PasswordHasher passwords,
    Randomness random,
    TimeProvider clock,
    Settings settings)
{
    private const string Subject = "staff_set_up";

    public sealed record PasswordRequest(string? Token, string? Password);

    public sealed record ConfirmRequest(string? Token, string? Code);

    /// <summary>The authenticator's key, shown until the first code confirms it.</summary>
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

    public static readonly Responses PasswordResponses =
        Responses.Of<View>(200, Problem.WeakPassword, Problem.Expired);

    public static readonly Responses ConfirmResponses =
        Responses.Of<Nothing>(200, Problem.WrongCode, Problem.Expired, Problem.TooManyAttempts);

    public static async Task<IResult> HandlePassword(
        PasswordRequest request, SetUpStaff setUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await setUp.ChoosePassword(request, visitor, cancellation));

    public static async Task<IResult> HandleConfirm(
        ConfirmRequest request, SetUpStaff setUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await setUp.Confirm(request, visitor, cancellation));

    /// <summary>
    /// First step: a password, and a new key for the authenticator. May be repeated until the key is confirmed.
    /// </summary>
    public async Task<Reply<View>> ChoosePassword(
        PasswordRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (await invitations.Find(request.Token, cancellation) is not { } invited) return Refusals.SetUpLinkDead;
        if (string.IsNullOrEmpty(request.Password))
            return Refusals.Invalid(("password", "invalid.password.set_up_staff"));
        if (!EmailAddress.TryParse(secrets.OpenEmail(invited.StaffId, invited.EmailSealed), out var email))
            throw new InvalidOperationException("A stored address does not parse.");
        var judged = NewPassword.Judge(
            request.Password, email, settings.Numbers.PasswordMinimum, CommonPasswords.Contains);
        if (judged is NewPassword.Refused weak) return WeakPasswordText.Of(weak);

        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var bytes = random.Bytes(OtpKey.RecommendedLength);
        var stored = invited with { SecretSealed = secrets.SealKey(invited.StaffId, bytes) };
        CryptographicOperations.ZeroMemory(bytes);
        var password = await passwords.Hash(request.Password, slot);
        var change = Change.Of(stored.StaffId).Claim(
            Refusals.SetUpLinkDead,
            $"""
            UPDATE staff SET password_hash = @password, secret_sealed = @SecretSealed, last_step = 0
            WHERE {StaffInvitations.IsLive}
            """,
            new
            {
                staff = stored.StaffId,
                key = invitations.KeyOf(request.Token),
                now = clock.GetUtcNow(),
                password,
                stored.SecretSealed,
            });
        return await database.Commit(change, cancellation) is { } lost ? lost : Show(stored)!;
    }

    /// <summary>The key that waits for its first code; null before a password was chosen.</summary>
    public View? Show(StaffInvitation invited)
    {
        if (invited.SecretSealed is null) return null;
        var bytes = secrets.OpenKey(invited.StaffId, invited.SecretSealed);
        using var key = OtpKey.FromBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        var uri = new OtpAuthUri
        {
            Key = key,
            Issuer = $"{settings.ServiceName} review",
            Account = secrets.OpenEmail(invited.StaffId, invited.EmailSealed),
        }.Format();
        return new View
        {
            Name = invited.Name,
            BackupKey = key.ToGroups(),
            OtpauthUri = uri,
            QrSvg = QrPicture.Svg(uri),
            ExpiresAt = invited.SetUpExpiresAt,
        };
    }

    /// <summary>Second step: a current code makes the access active and voids the link.</summary>
    public async Task<Reply<Nothing>> Confirm(
        ConfirmRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (await invitations.Find(request.Token, cancellation) is not { SecretSealed: { } @sealed } invited)
            return Refusals.SetUpLinkDead;
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code"));
        var (staff, now) = (invited.StaffId, clock.GetUtcNow());
        var attempt = await database.Charge(
            Locks.Of(staff),
            Attempts.ChargeSql(),
            new { account = staff, subject = Subject, limit = Lockout.DisabledAt, now },
            Attempts.Read,
            cancellation);
        if (!attempt.Charged)
            return attempt.Failures >= Lockout.DisabledAt
                ? Refusals.SetUpLinkDead
                : Refusals.TooManyAttempts(attempt.BlockedUntil);

        var change = Change.Of(staff, visitor);
        if (Judge(staff, @sealed, request.Code, now) is not AuthenticatorAnswer.Accepted accepted)
            return await database.Record(
                change.RequireCharged(staff, Subject, now, attempt.Failures)
                    .Record(new AuditEvent(
                        staff, EventKind.StaffRefused, Actor.Stranger,
                        Details: new Dictionary<string, string> { ["step"] = "set_up" })),
                Refusals.WrongCode(Lockout.TriesLeft(attempt.Failures)));

        change
            .Succeed(staff, Subject, Refusals.SetUpLinkDead)
            // The code's time step is stored: the same code does not sign in. The key must still be the one that was
            // judged.
            .Claim(
                Refusals.SetUpLinkDead,
                $"""
                UPDATE staff SET state = @active, set_up_hash = NULL, set_up_expires_at = NULL, last_step = @Step
                WHERE {StaffInvitations.IsLive} AND secret_sealed = @sealed
                """,
                new
                {
                    staff,
                    key = invitations.KeyOf(request.Token),
                    now,
                    active = WireName.Of(StaffState.Active),
                    accepted.Step,
                    @sealed,
                })
            .Record(new AuditEvent(staff, EventKind.StaffSetUp, Actor.Staff, ActorId: staff.ToString()));
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }

    private AuthenticatorAnswer Judge(StaffId staff, byte[] @sealed, string typed, DateTimeOffset now)
    {
        if (CodeText.Digits(typed) is not { } digits) return new AuthenticatorAnswer.Wrong();
        var key = secrets.OpenKey(staff, @sealed);
        var answer = AuthenticatorAnswer.Judge(key, 0, digits, now);
        CryptographicOperations.ZeroMemory(key);
        return answer;
    }
}
