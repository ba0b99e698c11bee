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
/// The holder confirms that it is them: with a second factor, or with the password where the account has no second factor. The session is
/// replaced by one with a new token that counts as fresh.
/// </summary>
public sealed class StepUp(Database database, FactorVerification answers, PasswordHasher passwords, SessionStore sessions, TimeProvider clock)
{
    /// <param name="Password">Instead of factor and code, for an account without second factor.</param>
    public sealed record Request(string? FactorId, string? Code, string? Password);

    public sealed record View(SessionView Session);

    public static async Task<IResult> Handle(Request request, Holder holder, StepUp stepUp, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await stepUp.Run(holder, request, visitor, cancellation));

    private const string Live = "EXISTS (SELECT 1 FROM sessions WHERE account_id = @account AND session_id = @session AND ended_at IS NULL)";
    private static readonly string OfFactor = FactorVerification.Sql(Live);
    private const string PasswordAlone = "NOT EXISTS (SELECT 1 FROM factors p WHERE p.account_id = @account AND p.state IN ('active', 'disabled') AND p.kind <> 'recovery_code')";

    public Task<Reply<View>> Run(Holder holder, Request request, Visitor visitor, CancellationToken cancellation) =>
        request.FactorId is null && !string.IsNullOrEmpty(request.Password) ? WithPassword(holder, request.Password, visitor, cancellation) : WithFactor(holder, request, visitor, cancellation);

    private async Task<Reply<View>> WithFactor(Holder holder, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.FactorId, "N", out var id)) return Refusals.Invalid(("factor_id", "invalid.factor_id.verify_second_factor"));
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.prove_code"));

        var now = clock.GetUtcNow();
        var factor = new FactorId(id);
        var binding = SendStepUpCode.Binding(holder, factor);
        var parameters = answers.Parameters(holder.Account, factor, binding, request.Code, now);
        parameters.Add("session", holder.Session);
        var loaded = await database.ChargeAhead(OfFactor, parameters, FactorVerification.Read, cancellation);
        switch (answers.Judge(loaded, binding, request.Code, visitor, now))
        {
            case FactorVerification.Judged.Refused refused:
                return await refused.Tell(database);

            case FactorVerification.Judged.Right right:
                var (acr, amr) = SignInRules.SteppedUp(holder.Amr, right.Kind, right.Channel);
                return await Rotate(right.Change, holder, acr, amr, right.Factor.Kind, visitor, "1 = 1", cancellation);

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<Reply<View>> WithPassword(Holder holder, string password, Visitor visitor, CancellationToken cancellation)
    {
        using var slot = await passwords.Enter(visitor, 1, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var (attempt, stored, alone) = await database.Charge(
            $"{Attempts.ChargeSql(when: $"{Live} AND {PasswordAlone}")} SELECT password_hash FROM accounts WHERE account_id = @account; SELECT {PasswordAlone};",
            new { account = holder.Account, session = holder.Session, subject = Attempts.Password, limit = int.MaxValue, now = clock.GetUtcNow() },
            rows => (Attempts.Read(rows), rows.ReadFirst<string>(), rows.ReadFirst<bool>()), cancellation);
        if (!alone) return Refusals.SecondFactorRequired;
        if (!attempt.Charged) return attempt.BlockedUntil > clock.GetUtcNow() ? Refusals.TooManyAttempts(attempt.BlockedUntil) : Refusals.SessionRequired;
        if (!await passwords.Verify(password, stored, slot))
        {
            await database.CommitNamed(new Change(visitor).Record(new AuditEvent(holder.Account, EventKind.PasswordRefused, Actor.Owner)), cancellation);
            return Refusals.WrongPassword;
        }
        var change = new Change(visitor).Succeed(holder.Account, Attempts.Password);
        return await Rotate(change, holder, holder.Acr, holder.Amr, "password", visitor, PasswordAlone, cancellation);
    }

    private async Task<Reply<View>> Rotate(Change change, Holder holder, string acr, IReadOnlyList<string> amr, string kind, Visitor visitor, string when, CancellationToken cancellation)
    {
        var session = sessions.Rotate(change, holder, acr, amr, visitor, when);
        change.Record(new AuditEvent(holder.Account, EventKind.SteppedUp, Actor.Owner, Subject: holder.Session.ToString(), Details: new Dictionary<string, string> { ["acr"] = acr, ["kind"] = kind }));
        return await database.CommitNamed(change, cancellation) switch
        {
            null => new View(session),
            "already_used" => Refusals.CodeAlreadyUsed,
            "disabled" => Refusals.FactorDisabled,
            _ => Refusals.SessionRequired,
        };
    }
}
