using System.Diagnostics;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Factors;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>
/// The holder proves a second factor again, or the password where the account has no second factor. A new session with
/// a new token replaces the old one and counts as fresh.
/// </summary>
public sealed class StepUp(
    Database database,
    FactorVerification verification,
    PasswordHasher passwords,
    SessionStore sessions,
    TimeProvider clock)
{
    /// <param name="Password">Instead of factor and code, for an account without a second factor.</param>
    public sealed record Request(string? FactorId, string? Code, string? Password);

    public sealed record View(SessionView Session);

    public static readonly Responses Responses = Responses.Of<View>(
        200,
        Problem.WrongCode, Problem.WrongPassword, Problem.CodeAlreadyUsed, Problem.Expired,
        Problem.SecondFactorRequired,
        Problem.TooManyAttempts, Problem.FactorDisabled, Problem.NotFound);

    public static async Task<IResult> Handle(
        Request request, Holder holder, StepUp stepUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await stepUp.Run(holder, request, visitor, cancellation));

    private const string Live =
        "EXISTS (SELECT 1 FROM sessions WHERE account_id = @account AND session_id = @session AND ended_at IS NULL)";

    private static readonly string OfFactor = FactorVerification.Sql(Live);

    private static readonly string PasswordAlone = $"NOT {FactorSql.HasSecondFactor()}";

    private static readonly string OfPassword =
        $"""
        {Attempts.ChargeSql(when: $"{Live} AND {PasswordAlone}")}
        SELECT password_hash FROM accounts WHERE account_id = @account;
        SELECT {PasswordAlone};
        """;

    public Task<Reply<View>> Run(Holder holder, Request request, Visitor visitor, CancellationToken cancellation) =>
        request.FactorId is null && !string.IsNullOrEmpty(request.Password)
            ? WithPassword(holder, request.Password, visitor, cancellation)
            : WithFactor(holder, request, visitor, cancellation);

    private async Task<Reply<View>> WithFactor(
        Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.FactorId, "N", out var id))
            return Refusals.Invalid(("factor_id", "invalid.factor_id.verify_second_factor"));
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.prove_code"));

        var now = clock.GetUtcNow();
        var factor = new FactorId(id);
        var binding = SendStepUpCode.Binding(holder, factor);
        var parameters = verification.Parameters(holder.Account, factor, binding, request.Code, now);
        parameters.Add("session", holder.Session);
        var loaded = await database.ChargeAhead(
            Locks.Of(holder.Account), OfFactor, parameters, FactorVerification.Read, cancellation);
        switch (verification.Judge(loaded, binding, request.Code, visitor, now))
        {
            case FactorVerification.Judged.Refused refused:
                return await refused.Record(database);

            case FactorVerification.Judged.Right right:
                var (acr, amr) = SignInRules.SteppedUp(holder.Amr, right.Kind, right.Channel);
                var session = sessions.Rotate(right.Change, holder, acr, amr, visitor);
                return await Complete(right.Change, holder, session, right.Factor.Kind, cancellation);

            default:
                throw new UnreachableException();
        }
    }

    private async Task<Reply<View>> WithPassword(
        Holder holder, string password, Visitor visitor, CancellationToken cancellation)
    {
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var (account, now) = (holder.Account, clock.GetUtcNow());
        var (attempt, stored, alone) = await database.Charge(
            Locks.Of(account),
            OfPassword,
            new { account, session = holder.Session, subject = Attempts.Password, limit = int.MaxValue, now },
            rows => (Attempts.Read(rows), rows.ReadFirst<string>(), rows.ReadFirst<bool>()),
            cancellation);
        if (!alone) return Refusals.SecondFactorRequired;
        if (!attempt.Charged)
            return attempt.BlockedUntil > now
                ? Refusals.TooManyAttempts(attempt.BlockedUntil)
                : Refusals.SessionRequired;

        var change = Change.Of(account, visitor);
        if (!await passwords.Verify(password, stored, slot))
            return await database.Record(
                change.RequireCharged(account, Attempts.Password, now, attempt.Failures)
                    .Record(new AuditEvent(account, EventKind.PasswordRefused, Actor.Owner)),
                Refusals.WrongPassword);

        change.Succeed(account, Attempts.Password);
        var session = sessions.Rotate(change, holder, holder.Acr, holder.Amr, visitor, PasswordAlone);
        return await Complete(change, holder, session, "password", cancellation);
    }

    private async Task<Reply<View>> Complete(
        Change change, Holder holder, SessionView session, string kind, CancellationToken cancellation)
    {
        change.Record(new AuditEvent(
            holder.Account, EventKind.SteppedUp, Actor.Owner,
            Subject: holder.Session.ToString(),
            Details: new Dictionary<string, string> { ["acr"] = session.Acr, ["kind"] = kind }));
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(session);
    }
}
