using System.Text;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Binds the proven new phone and email in place of the lost ones.</summary>
public sealed class NewBindings(
    NewAddresses addresses, AccountEmails emails, FactorSecrets secrets, Randomness random, Settings settings)
{
    /// <summary>
    /// The claim on the new email address is lost: the address belongs to another account by now. Known by reference.
    /// </summary>
    public static readonly Refusal AddressTaken = Refusals.WrongState(WireName.Of(EndReason.AddressTaken));

    public void Bind(Change change, LoadedCase loaded, Completion completion, DateTimeOffset now)
    {
        var account = completion.AccountId;
        if (completion.BindNewPhone is not null) BindPhone(change, account, NewPhone(loaded), now);
        if (completion.BindNewEmail is not null) BindEmail(change, account, NewEmail(loaded));
    }

    // A proven address parses. If it did not, the reset must not take the old one away.
    private PhoneNumber NewPhone(LoadedCase loaded) =>
        PhoneNumber.TryParse(addresses.Open(loaded, RequirementKind.NewPhoneCode), out var phone)
            ? phone
            : throw new InvalidOperationException("A proven number must parse.");

    private EmailAddress NewEmail(LoadedCase loaded) =>
        EmailAddress.TryParse(addresses.Open(loaded, RequirementKind.NewEmailCode), out var email)
            ? email
            : throw new InvalidOperationException("A proven address must parse.");

    private void BindPhone(Change change, AccountId account, PhoneNumber phone, DateTimeOffset now)
    {
        var factor = new FactorId(random.NewId(now));
        var kind = WireName.Of(FactorKind.Phone);
        change
            .Add(
                """
                INSERT INTO factors
                  (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at, confirmed_at)
                VALUES (@account, @factor, @kind, @state, 'Phone', @Hint, @number, 0, @now, @now)
                """,
                new
                {
                    account,
                    factor,
                    kind,
                    state = WireName.Of(FactorState.Active),
                    phone.Hint,
                    number = secrets.Seal(account, factor, Encoding.UTF8.GetBytes(phone.Value)),
                    now,
                })
            .Record(new AuditEvent(
                account, EventKind.FactorConfirmed, Actor.Server, Subject: factor.ToString(),
                Details: new Dictionary<string, string> { ["kind"] = kind }))
            .Send(RecoveryMessages.Bound(settings, account, Channel.Sms, phone.Value));
    }

    private void BindEmail(Change change, AccountId account, EmailAddress email)
    {
        var index = emails.Index(email);
        change
            .Add(
                """
                DELETE FROM emails WHERE account_id = @account
                  AND email_index = (SELECT email_index FROM accounts WHERE account_id = @account)
                """,
                new { account })
            .Claim(
                AddressTaken,
                "INSERT INTO emails (email_index, account_id) VALUES (@index, @account) ON CONFLICT DO NOTHING",
                new { index, account })
            .Add(
                "UPDATE accounts SET email_index = @index, email_sealed = @email WHERE account_id = @account",
                new { index, email = emails.Seal(account, email), account })
            .Record(new AuditEvent(account, EventKind.EmailChanged, Actor.Server))
            .Send(RecoveryMessages.Bound(settings, account, Channel.Email, email.Value));
    }
}
