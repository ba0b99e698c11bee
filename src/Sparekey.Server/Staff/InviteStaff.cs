using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Staff;

/// <summary>
/// The operator invites a reviewer, who sets a password and an authenticator behind a link that works once. A second
/// invitation voids the earlier link.
/// </summary>
public sealed class InviteStaff(
    Database database, StaffSecrets secrets, Randomness random, TimeProvider clock, Settings settings)
{
    /// <summary>How long a set-up link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int LongestName = 80;

    /// <summary>The link is a secret until it has been used.</summary>
    public sealed class View(StaffId staff, string link, DateTimeOffset expiresAt)
    {
        public StaffId Staff { get; } = staff;
        public string Link { get; } = link;
        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public override string ToString() => $"View({Staff})";
    }

    private sealed record Row
    {
        public StaffId StaffId { get; init; }
        public string State { get; init; } = "";
    }

    /// <param name="name">1 to 80 characters, shown to colleagues and in the history of cases.</param>
    public async Task<Reply<View>> Run(string emailText, string name, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(emailText, out var email))
            return Refusals.Invalid(("email", "invalid.email.invite_staff"));
        name = name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return Refusals.Invalid(("name", "invalid.name"));

        var now = clock.GetUtcNow();
        var index = secrets.IndexOf(email);
        var known = await database.One<Row>(
            "SELECT staff_id, state FROM staff WHERE email_index = @index", new { index }, cancellation);
        if (known?.State == WireName.Of(StaffState.Active)) return Refusals.AlreadySetUp;

        var staff = known?.StaffId ?? new StaffId(random.NewId(now));
        var token = BearerToken.New(staff, random);
        var expires = now + Lifetime;
        var change = Change.Of(staff)
            .Claim(
                Refusals.AlreadySetUp,
                $"""
                INSERT INTO staff (staff_id, email_index, email_sealed, name, state, last_step,
                                   set_up_hash, set_up_expires_at, created_at)
                VALUES (@staff, @index, @email, @name, @invited, 0, @setUp, @expires, @now)
                ON CONFLICT (email_index) DO UPDATE SET name = @name, state = @invited, password_hash = NULL,
                  secret_sealed = NULL, last_step = 0, set_up_hash = @setUp, set_up_expires_at = @expires
                WHERE NOT staff.{StaffSql.IsActive} AND staff.staff_id = @staff
                """,
                new
                {
                    staff,
                    index,
                    email = secrets.SealEmail(staff, email),
                    name,
                    invited = WireName.Of(StaffState.Invited),
                    setUp = secrets.SetUpHash(token),
                    expires,
                    now,
                })
            // The earlier authenticator is deleted, and with it the count of its failures.
            .Add("DELETE FROM attempts WHERE account_id = @account", new { account = staff })
            .Record(new AuditEvent(staff, EventKind.StaffInvited, Actor.Operator, Subject: staff.ToString()));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(staff, $"{settings.Origin}staff/set-up?token={token.Text}", expires);
    }
}
