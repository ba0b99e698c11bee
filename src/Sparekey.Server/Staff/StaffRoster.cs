using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Staff;

/// <summary>Who may review, for the operator: listing and removing.</summary>
public sealed class StaffRoster(Database database, AccountEmails emails, TimeProvider clock)
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
        var rows = await database.List<Row>("SELECT staff_id, email_sealed, name, state, created_at FROM staff ORDER BY created_at, staff_id", null, cancellation);
        return [.. rows.Select(row => new Member(row.StaffId, emails.Open(new AccountId(row.StaffId.Value), row.EmailSealed), row.Name, row.State, row.CreatedAt))];
    }

    /// <summary>Ends every session and forgets password and authenticator. Verdicts given stay, and so does the name on them.</summary>
    public async Task<Reply<Nothing>> Remove(string emailText, CancellationToken cancellation)
    {
        if (!EmailAddress.TryParse(emailText, out var email)) return Refusals.Invalid(("email", "invalid.email.invite_staff"));
        var known = await database.One<Row>("SELECT staff_id, state FROM staff WHERE email_index = @index", new { index = emails.Index(email) }, cancellation);
        if (known is null) return Refusals.NotFound;
        var (staff, now) = (known.StaffId, clock.GetUtcNow());
        await database.CommitNamed(new Change()
            .Claim("removed", "UPDATE staff SET state = 'removed', password_hash = NULL, secret_sealed = NULL, set_up_hash = NULL, set_up_expires_at = NULL WHERE staff_id = @staff AND state <> 'removed'", new { staff })
            .Add("UPDATE staff_sessions SET ended_at = @now WHERE staff_id = @staff AND ended_at IS NULL", new { staff, now })
            .Add("UPDATE staff_sign_ins SET completed_at = @now WHERE staff_id = @staff AND completed_at IS NULL", new { staff, now })
            .Add("UPDATE review_cases SET claimed_by = NULL, claimed_at = NULL WHERE claimed_by = @staff", new { staff })
            .Record(new AuditEvent(new AccountId(staff.Value), EventKind.StaffRemoved, Actor.Operator, Subject: staff.ToString())), cancellation);
        return Nothing.Else;
    }
}
