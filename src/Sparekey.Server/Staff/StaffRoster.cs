using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Staff;

/// <summary>The members of the staff, for the operator: listing and removing.</summary>
public sealed class StaffRoster(Database database, StaffSecrets secrets, TimeProvider clock)
{
    /// <param name="State"><c>invited</c>, <c>active</c> or <c>removed</c>.</param>
    public sealed record Member(StaffId Staff, string Email, string Name, string State, DateTimeOffset CreatedAt);

    private sealed record Row
    {
        public StaffId StaffId { get; init; }
        public byte[] EmailSealed { get; init; } = [];
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }

    public async Task<List<Member>> List(CancellationToken cancellation)
    {
        var rows = await database.List<Row>(
            "SELECT staff_id, email_sealed, name, state, created_at FROM staff ORDER BY created_at, staff_id",
            null,
            cancellation);
        return [.. rows.Select(row => new Member(
            row.StaffId, secrets.OpenEmail(row.StaffId, row.EmailSealed), row.Name, row.State, row.CreatedAt))];
    }

    /// <summary>
    /// Ends every session, deletes password and authenticator, and releases the member's cases. The member's verdicts
    /// stay, with the name on them. Removing twice is no error.
    /// </summary>
    public async Task<Reply<Nothing>> Remove(string emailText, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(emailText, out var email))
            return Refusals.Invalid(("email", "invalid.email.invite_staff"));
        var known = await database.One<Row>(
            "SELECT staff_id FROM staff WHERE email_index = @index",
            new { index = secrets.IndexOf(email) },
            cancellation);
        if (known is null) return Refusals.NotFound;

        var (staff, now) = (known.StaffId, clock.GetUtcNow());
        var change = Change.Of(staff)
            .Claim(
                Refusals.MovedOn,
                $"""
                UPDATE staff SET state = @removed, password_hash = NULL, secret_sealed = NULL,
                  set_up_hash = NULL, set_up_expires_at = NULL
                WHERE staff_id = @staff AND NOT {StaffSql.IsRemoved}
                """,
                new { staff, removed = WireName.Of(StaffState.Removed) })
            .Add(
                "UPDATE staff_sessions SET ended_at = @now WHERE staff_id = @staff AND ended_at IS NULL",
                new { staff, now })
            .Add(
                "UPDATE staff_sign_ins SET completed_at = @now WHERE staff_id = @staff AND completed_at IS NULL",
                new { staff, now })
            .Add(
                "UPDATE review_cases SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = @staff",
                new { staff })
            .Record(new AuditEvent(staff, EventKind.StaffRemoved, Actor.Operator, Subject: staff.ToString()));
        // The claim is lost when the member is removed already: that is what the operator wants.
        await database.Commit(change, cancellation);
        return Nothing.Else;
    }
}
