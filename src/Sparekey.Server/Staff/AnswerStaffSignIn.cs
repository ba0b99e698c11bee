using System.Security.Cryptography;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Staff;

/// <summary>The reviewer's second step, which nothing replaces: a code of the authenticator, charged before it is judged and good once.</summary>
public sealed class AnswerStaffSignIn(Database database, StaffSecrets secrets, StaffSessions sessions, TimeProvider clock)
{
    private const string Subject = "staff_authenticator";

    public sealed record Request(string? Code);

    public sealed record View(string State, SessionView Session);

    public static async Task<IResult> Handle(Request request, FlowToken flow, AnswerStaffSignIn answer, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await answer.Run(flow, request, visitor, cancellation));

    private sealed record Row
    {
        public byte[] SecretSealed { get; init; } = [];
        public long LastStep { get; init; }
    }

    public async Task<Reply<View>> Run(FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code"));
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var staff = new StaffId(account.Value);
        var key = secrets.SignInHash(flow.Token);
        const string Live = "EXISTS (SELECT 1 FROM staff_sign_ins i JOIN staff m ON m.staff_id = i.staff_id AND m.state = 'active' WHERE i.staff_id = @staff AND i.token_hash = @key AND i.completed_at IS NULL AND i.expires_at > @now)";
        var (row, attempt) = await database.Charge(
            $"SELECT secret_sealed, last_step FROM staff WHERE staff_id = @staff AND {Live}; {Attempts.ChargeSql(when: Live)}",
            new { staff, key, account, subject = Subject, limit = Lockout.DisabledAt, now }, rows => (rows.ReadFirstOrDefault<Row>(), Attempts.Read(rows)), cancellation);
        if (row is null) return Refusals.Expired;
        if (!attempt.Charged) return attempt.Failures >= Lockout.DisabledAt ? Refusals.StaffLocked : Refusals.TooManyAttempts(attempt.BlockedUntil);

        var secret = secrets.OpenKey(staff, row.SecretSealed);
        var answer = CodeText.Digits(request.Code) is { } digits ? AuthenticatorAnswer.Judge(secret, row.LastStep, digits, now) : new AuthenticatorAnswer.Wrong();
        CryptographicOperations.ZeroMemory(secret);
        if (answer is not AuthenticatorAnswer.Accepted accepted)
        {
            await database.CommitNamed(new Change(visitor).Record(new AuditEvent(account, EventKind.StaffRefused, Actor.Stranger, Details: new Dictionary<string, string> { ["step"] = "authenticator" })), cancellation);
            if (answer is AuthenticatorAnswer.AlreadyUsed) return Refusals.CodeAlreadyUsed;
            return attempt.Failures >= Lockout.DisabledAt ? Refusals.StaffLocked : Refusals.WrongCode(Lockout.TriesLeft(attempt.Failures));
        }

        var change = new Change(visitor).Succeed(account, Subject)
            .Claim("already_used", "UPDATE staff SET last_step = @Step WHERE staff_id = @staff AND last_step < @Step AND state = 'active'", new { accepted.Step, staff })
            .Claim("expired", "UPDATE staff_sign_ins SET completed_at = @now WHERE staff_id = @staff AND token_hash = @key AND completed_at IS NULL", new { now, staff, key })
            .Record(new AuditEvent(account, EventKind.StaffSignedIn, Actor.Staff, ActorId: staff.ToString()));
        var (token, expires) = sessions.Open(change, staff, visitor);
        var (acr, amr) = SignInRules.Completed(FactorKind.Authenticator, null);
        return await database.CommitNamed(change, cancellation) switch
        {
            null => new View("complete", new SessionView(token, expires, acr, amr)),
            "already_used" => Refusals.CodeAlreadyUsed,
            "disabled" => Refusals.StaffLocked,
            _ => Refusals.Expired,
        };
    }
}
