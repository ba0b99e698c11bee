using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Accounts;

/// <summary>Sets a new password. It takes a fresh sign-in and the current password; every other session ends.</summary>
public sealed class ChangePassword(
    Database database, PasswordHasher passwords, AccountEmails emails, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(
        200,
        Problem.WrongPassword, Problem.WeakPassword, Problem.TooManyAttempts, Problem.AccountFrozen,
        Problem.StepUpRequired);

    public sealed record Request(string? CurrentPassword, string? NewPassword);

    public static async Task<IResult> Handle(
        Request request, Holder holder, ChangePassword change, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await change.Run(holder, request, visitor, cancellation));

    private sealed record Row
    {
        public byte[] EmailSealed { get; init; } = [];
        public string PasswordHash { get; init; } = "";
        public long PasswordVersion { get; init; }
    }

    public async Task<Reply<Nothing>> Run(Holder holder, Request request, Visitor visitor,
        CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.CurrentPassword))
            return Refusals.Invalid(("current_password", "invalid.current_password"));
        if (string.IsNullOrEmpty(request.NewPassword))
            return Refusals.Invalid(("new_password", "invalid.new_password"));
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;

        using var slot = await passwords.Enter(visitor, 2, cancellation);   // the current one and the new one
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var account = holder.Account;
        var now = clock.GetUtcNow();
        var (attempt, row) = await database.Charge(
            Locks.Of(account),
            $"""
            {Attempts.ChargeSql()}
            SELECT email_sealed, password_hash, password_version FROM accounts WHERE account_id = @account;
            """,
            new { account, subject = Attempts.Password, limit = int.MaxValue, now },
            rows => (Attempts.Read(rows), rows.ReadFirst<Row>()),
            cancellation);
        if (!attempt.Charged) return Refusals.TooManyAttempts(attempt.BlockedUntil);
        if (!await passwords.Verify(request.CurrentPassword, row.PasswordHash, slot))
        {
            var failure = Change.Of(account, visitor)
                .RequireCharged(account, Attempts.Password, now, attempt.Failures)
                .Record(new AuditEvent(account, EventKind.PasswordRefused, Actor.Owner));
            return await database.Record(failure, Refusals.WrongPassword);
        }

        var email = emails.Open(account, row.EmailSealed);
        if (!EmailAddress.TryParse(email, out var address))
            throw new InvalidOperationException("A stored address must parse.");
        var judged = NewPassword.Judge(
            request.NewPassword, address, settings.Numbers.PasswordMinimum, CommonPasswords.Contains);
        if (judged is NewPassword.Refused weak)
        {
            // The current password was right: a weak new password costs no attempts.
            await database.Commit(Change.Of(account, visitor).Succeed(account, Attempts.Password), cancellation);
            return WeakPasswordText.Of(weak);
        }

        var change = AccountChange.By(holder, visitor)
            // The password that was verified must still be in force.
            .Claim(
                Refusals.WrongPassword,
                """
                UPDATE accounts SET password_hash = @stored, password_version = password_version + 1
                WHERE account_id = @account AND password_version = @PasswordVersion
                """,
                new { stored = await passwords.Hash(request.NewPassword, slot), account, row.PasswordVersion })
            .Succeed(account, Attempts.Password)
            .Record(new AuditEvent(account, EventKind.PasswordChanged, Actor.Owner))
            .Send(AccountMessages.PasswordChanged(settings, account, email, visitor, now));
        SessionStore.EndAll(change, account, now, but: holder.Session);
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }
}
