using System.Security.Cryptography;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Staff;

/// <summary>
/// The second step of a reviewer's sign-in: a code of the authenticator, charged before it is judged, and good once.
/// Nothing stands in for the authenticator.
/// </summary>
public sealed class AnswerStaffSignIn(
    Database database, StaffSecrets secrets, StaffSessions sessions, TimeProvider clock)
{
    private const string Subject = "staff_authenticator";

    public sealed record Request(string? Code);

    public sealed record View(string State, SessionView Session);

    public static readonly Responses Responses = Responses.Of<View>(
        200,
        Problem.WrongCode, Problem.CodeAlreadyUsed, Problem.Expired, Problem.TooManyAttempts, Problem.FactorDisabled);

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, AnswerStaffSignIn answer, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await answer.Run(flow, request, visitor, cancellation));

    private sealed record Row
    {
        public byte[] SecretSealed { get; init; } = [];
        public long LastStep { get; init; }
    }

    private static readonly string Live =
        $"""
        EXISTS (SELECT 1 FROM staff_sign_ins i JOIN staff m ON m.staff_id = i.staff_id AND {StaffSql.IsActive}
                WHERE i.staff_id = @staff AND i.token_hash = @key AND i.completed_at IS NULL AND i.expires_at > @now)
        """;

    private static readonly string Sql =
        $"""
        SELECT secret_sealed, last_step FROM staff WHERE staff_id = @staff AND {Live};
        {Attempts.ChargeSql(when: Live)}
        """;

    public async Task<Reply<View>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code"));
        var now = clock.GetUtcNow();
        var staff = flow.Token.Staff;
        var key = secrets.SignInHash(flow.Token);
        var (row, attempt) = await database.Charge(
            Locks.Of(staff),
            Sql,
            new { staff, key, account = staff, subject = Subject, limit = Lockout.DisabledAt, now },
            rows => (rows.ReadFirstOrDefault<Row>(), Attempts.Read(rows)),
            cancellation);
        if (row is null) return Refusals.Expired;
        if (!attempt.Charged)
            return attempt.Failures >= Lockout.DisabledAt
                ? Refusals.StaffLocked
                : Refusals.TooManyAttempts(attempt.BlockedUntil);

        var answer = Judge(staff, row, request.Code, now);
        var change = Change.Of(staff, visitor);
        if (answer is not AuthenticatorAnswer.Accepted accepted)
            return await database.Record(
                change.RequireCharged(staff, Subject, now, attempt.Failures)
                    .Record(new AuditEvent(
                        staff, EventKind.StaffRefused, Actor.Stranger,
                        Details: new Dictionary<string, string> { ["step"] = "authenticator" })),
                RefusalOf(answer, attempt.Failures));

        change
            .Succeed(staff, Subject, Refusals.StaffLocked)
            .Claim(
                Refusals.CodeAlreadyUsed,
                $"""
                UPDATE staff SET last_step = @Step
                WHERE staff_id = @staff AND last_step < @Step AND {StaffSql.IsActive}
                """,
                new { accepted.Step, staff })
            .Claim(
                Refusals.Expired,
                """
                UPDATE staff_sign_ins SET completed_at = @now
                WHERE staff_id = @staff AND token_hash = @key AND completed_at IS NULL
                """,
                new { now, staff, key })
            .Record(new AuditEvent(staff, EventKind.StaffSignedIn, Actor.Staff, ActorId: staff.ToString()));
        var (token, expires) = sessions.Open(change, staff, visitor);
        var (acr, amr) = SignInRules.Completed(FactorKind.Authenticator, null);
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View("complete", new SessionView(token, expires, acr, amr));
    }

    private AuthenticatorAnswer Judge(StaffId staff, Row row, string typed, DateTimeOffset now)
    {
        if (CodeText.Digits(typed) is not { } digits) return new AuthenticatorAnswer.Wrong();
        var secret = secrets.OpenKey(staff, row.SecretSealed);
        var answer = AuthenticatorAnswer.Judge(secret, row.LastStep, digits, now);
        CryptographicOperations.ZeroMemory(secret);
        return answer;
    }

    private static Refusal RefusalOf(AuthenticatorAnswer answer, int failures) => answer switch
    {
        AuthenticatorAnswer.AlreadyUsed => Refusals.CodeAlreadyUsed,
        _ when failures >= Lockout.DisabledAt => Refusals.StaffLocked,
        _ => Refusals.WrongCode(Lockout.TriesLeft(failures)),
    };
}
