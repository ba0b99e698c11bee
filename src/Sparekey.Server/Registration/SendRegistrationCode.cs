using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Registration;

/// <summary>
/// A new code for an address that waits for its confirmation; the old code is void. The owner of a taken address gets
/// another message instead, within the same limits.
/// </summary>
public sealed class SendRegistrationCode(
    Database database,
    AccountEmails emails,
    Codes codes,
    KeyedHash hash,
    SendLimits limits,
    TimeProvider clock,
    Settings settings)
{
    public sealed record View(string SentTo, DateTimeOffset ExpiresAt, DateTimeOffset ResendAt);

    public static readonly Responses Responses = Responses.Of<View>(202, Problem.Wait, Problem.Expired);

    public static async Task<IResult> Handle(
        FlowToken flow, SendRegistrationCode send, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await send.Run(flow, visitor, cancellation), 202);

    private sealed record Row
    {
        public byte[] EmailSealed { get; init; } = [];
        public bool Taken { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }

    public async Task<Reply<View>> Run(FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await Load(flow, now, cancellation) is not var (row, email, sent)) return Refusals.Expired;

        var account = flow.Token.Account;
        var change = Change.Of(account, visitor);
        // The code ends with its registration.
        var shape = Register.Code with { Lifetime = row.ExpiresAt - now };
        var code = codes.Send(change, Register.Binding(account), Channel.Email, shape, sent, now);
        change.Send(
            row.Taken
                ? RegistrationMessages.AddressTaken(settings, account, email)
                : RegistrationMessages.ConfirmAddress(settings, account, email, code.Digits),
            limits.Of(null, Channel.Email, email.Normalized, visitor));
        return await database.Commit(change, cancellation) is { } lost
            ? lost
            : new View(email.Hint, code.ExpiresAt, code.ResendAt);
    }

    /// <summary>Where the code went, for a page that is loaded again; null when the registration has ended.</summary>
    public async Task<View?> Look(FlowToken flow, CancellationToken cancellation) =>
        await Load(flow, clock.GetUtcNow(), cancellation) is var (row, email, sent)
            ? new View(email.Hint, row.ExpiresAt, sent?.ResendAt ?? row.ExpiresAt)
            : null;

    private async Task<(Row Row, EmailAddress Email, Codes.Standing? Sent)?> Load(
        FlowToken flow, DateTimeOffset now, CancellationToken cancellation)
    {
        var account = flow.Token.Account;
        var binding = Register.Binding(account);
        var (row, sent) = await database.Read(
            $"""
            SELECT email_sealed, taken, expires_at FROM registrations WHERE {Register.IsLive};
            {Codes.StandingSql}
            """,
            new
            {
                account,
                tokenHash = Register.TokenHash(hash, flow.Token),
                codePurpose = binding.Purpose,
                codeBinding = binding.Binding,
                now,
            },
            rows => (rows.ReadFirstOrDefault<Row>(), rows.ReadFirstOrDefault<Codes.Standing>()),
            cancellation);
        return row is not null && EmailAddress.TryParse(emails.Open(account, row.EmailSealed), out var email)
            ? (row, email, sent)
            : null;
    }
}
