using System.Diagnostics;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Factors;
using Sparekey.Server.Recovery;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.SignIn;

/// <summary>
/// The second step: a code of an authenticator, a code sent to a phone, or a recovery code. Two round trips: the first
/// one charges and loads, the second one commits the claims and opens the session.
/// </summary>
public sealed class AnswerCode(
    Database database,
    FactorVerification verification,
    AccountEmails emails,
    KeyedHash hash,
    SessionStore sessions,
    FoundAgain foundAgain,
    TimeProvider clock,
    Settings settings)
{
    public sealed record Request(string? FactorId, string? Code);

    public sealed record View(string State, SessionView Session);

    public static readonly Responses Responses = Responses.Of<View>(
        200,
        Problem.WrongCode, Problem.CodeAlreadyUsed, Problem.Expired, Problem.TooManyAttempts, Problem.FactorDisabled,
        Problem.NotFound);

    private sealed record Facts : FactorVerification.Row
    {
        public bool Live { get; init; }
        public bool Known { get; init; }
        public bool Reset { get; init; }
    }

    // The first session of an account is no news to its owner.
    private const string Known =
        """
        (NOT EXISTS (SELECT 1 FROM sessions WHERE account_id = @account)
          OR EXISTS (SELECT 1 FROM sessions WHERE account_id = @account AND device = @device AND network = @network))
        """;

    private static readonly string Sql = FactorVerification.Sql(
        SignInFlow.Exists,
        beside: $"{SignInFlow.Exists} AS live, {Known} AS known, {FoundAgain.IsLive} AS reset");

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, AnswerCode answer, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await answer.Run(flow, request, visitor, cancellation));

    public async Task<Reply<View>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(request.FactorId, "N", out var id))
            return Refusals.Invalid(("factor_id", "invalid.factor_id.verify_second_factor"));
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.prove_code"));

        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var key = SignInFlow.TokenHash(hash, flow.Token);
        var factor = new FactorId(id);
        var binding = SendSignInCode.Binding(account, key, factor);
        var parameters = verification.Parameters(account, factor, binding, request.Code, now);
        parameters.Add("key", key);
        parameters.Add("device", visitor.Device);
        parameters.Add("network", visitor.Network);
        var (loaded, facts) = await database.ChargeAhead(
            Locks.Of(account),
            Sql, parameters, FactorVerification.Read<Facts>, cancellation);
        if (!facts.Live) return Refusals.Expired;

        switch (verification.Judge(loaded, binding, request.Code, visitor, now))
        {
            case FactorVerification.Judged.Refused refused:
                return await refused.Record(database);

            case FactorVerification.Judged.Right right:
                var change = right.Change;
                var (acr, amr) = SignInRules.Completed(right.Kind, right.Channel);
                change
                    .Claim(
                        Refusals.Expired,
                        $"UPDATE sign_ins SET completed_at = @now WHERE {SignInFlow.IsOpen}",
                        new { now, account, key })
                    .Record(new AuditEvent(
                        account, EventKind.SignedIn, Actor.Owner,
                        Subject: factor.ToString(),
                        Details: new Dictionary<string, string> { ["acr"] = acr, ["kind"] = right.Factor.Kind }));
                if (!facts.Known)
                {
                    var address = emails.Open(account, right.Factor.EmailSealed);
                    change.Send(SignInMessages.NewDevice(settings, account, address, visitor, now));
                }
                // When another request has just saved the reset that this sign-in ends, the sign-in is refused with
                // 503.
                if (facts.Reset) await foundAgain.Add(change, account, right.Kind, cancellation);
                var session = sessions.Open(change, account, acr, amr, visitor);
                return await database.Commit(change, cancellation) is { } lost ? lost : new View("complete", session);

            default:
                throw new UnreachableException();
        }
    }
}
