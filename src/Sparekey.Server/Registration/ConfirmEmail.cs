using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Registration;

/// <summary>The code from the email opens the account and its first session.</summary>
public sealed class ConfirmEmail(
    Database database,
    AccountEmails emails,
    Codes codes,
    KeyedHash hash,
    SessionStore sessions,
    TimeProvider clock,
    Settings settings)
{
    public sealed record Request(string? Code);

    public sealed record View(string AccountId, SessionView Session);

    public static readonly Responses Responses = Responses.Of<View>(
        201, Problem.WrongCode, Problem.Expired, Problem.CodeAlreadyUsed, Problem.TooManyAttempts);

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, ConfirmEmail confirm, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await confirm.Run(flow, request, visitor, cancellation), 201);

    private sealed record Row
    {
        public byte[] EmailIndex { get; init; } = [];
        public byte[] EmailSealed { get; init; } = [];
        public string PasswordHash { get; init; } = "";
        public bool Taken { get; init; }
    }

    private static readonly string Sql =
        $"""
        SELECT email_index, email_sealed, password_hash, taken FROM registrations WHERE {Register.IsLive};
        {Codes.ChargeSql($"EXISTS (SELECT 1 FROM registrations WHERE {Register.IsLive})")}
        """;

    public async Task<Reply<View>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Code)) return Refusals.Invalid(("code", "invalid.code.confirm_email"));
        var now = clock.GetUtcNow();
        var account = flow.Token.Account;
        var binding = Register.Binding(account);
        var (row, code) = await database.Charge(
            Locks.Of(account),
            Sql,
            new
            {
                account,
                tokenHash = Register.TokenHash(hash, flow.Token),
                codePurpose = binding.Purpose,
                codeBinding = binding.Binding,
                now,
            },
            rows => (rows.ReadFirstOrDefault<Row>(), Codes.Read(rows)),
            cancellation);
        if (row is null || code is null) return Refusals.Expired;
        if (!code.Charged) return code.TriesLeft == 0 ? Refusals.TooManyAttempts(null) : Refusals.Expired;

        // A failure is not recorded: there is no account yet, and no history. A code for a taken address is never
        // right.
        var right = CodeText.Digits(request.Code) is { } digits && codes.Matches(binding, digits, code) && !row.Taken;
        if (!right) return Refusals.WrongCode(code.TriesLeft);

        var change = Codes.Use(Change.Of(account, visitor), binding, code, now)
            .Claim(
                Refusals.Expired,
                """
                UPDATE registrations SET completed_at = @now, password_hash = ''
                WHERE account_id = @account AND completed_at IS NULL
                """,
                new { account, now })
            // Two registrations of one address may both have a right code: the first one wins.
            .Claim(
                Refusals.Expired,
                "INSERT INTO emails (email_index, account_id) VALUES (@EmailIndex, @account) ON CONFLICT DO NOTHING",
                new { row.EmailIndex, account })
            .Add(
                """
                INSERT INTO accounts
                  (account_id, email_index, email_sealed, password_hash, tier, identity_state, created_at)
                VALUES (@account, @EmailIndex, @EmailSealed, @PasswordHash, 'basic', 'none', @now)
                """,
                new { account, row.EmailIndex, row.EmailSealed, row.PasswordHash, now })
            .Record(new AuditEvent(account, EventKind.AccountOpened, Actor.Owner))
            .Send(RegistrationMessages.AccountOpened(settings, account, emails.Open(account, row.EmailSealed)));
        var session = sessions.Open(change, account, Acr.Aal1, [Amr.Password], visitor);
        return await database.Commit(change, cancellation) is { } lost ? lost : new View(account.ToString(), session);
    }
}
