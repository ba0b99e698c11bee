using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>Puts the proven new phone and email in the place of the lost ones.</summary>
public sealed class NewBindings(NewAddresses addresses, AccountEmails emails, FactorSecrets secrets, Randomness random, Settings settings)
{
    /// <summary>Claim that is lost when the new address has become another account's.</summary>
    public const string Taken = "taken";

    public void Bind(Change change, LoadedCase hand, Completion completion, DateTimeOffset now)
    {
        // Proven, so it parses; or else the reset must not take the old one away.
        if (completion.BindNewPhone is not null)
            BindPhone(change, completion.AccountId, PhoneNumber.TryParse(addresses.Open(hand, RequirementKind.NewPhoneCode), out var phone) ? phone : throw new InvalidOperationException("A proven number must parse."), now);
        if (completion.BindNewEmail is not null)
            BindEmail(change, completion.AccountId, EmailAddress.TryParse(addresses.Open(hand, RequirementKind.NewEmailCode), out var email) ? email : throw new InvalidOperationException("A proven address must parse."));
    }

    private void BindPhone(Change change, AccountId account, PhoneNumber phone, DateTimeOffset now)
    {
        var factor = new FactorId(random.NewId(now));
        change.Add(
                """
                INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at, confirmed_at)
                VALUES (@account, @factor, 'phone', 'active', 'Phone', @Hint, @number, 0, @now, @now)
                """,
                new { account, factor, phone.Hint, number = secrets.Seal(account, factor, System.Text.Encoding.UTF8.GetBytes(phone.Value)), now })
            .Record(new AuditEvent(account, EventKind.FactorConfirmed, Actor.Server, Subject: factor.ToString(), Details: new Dictionary<string, string> { ["kind"] = "phone" }))
            .Send(Letters.Bound(settings, account, Channel.Sms, phone.Value));
    }

    private void BindEmail(Change change, AccountId account, EmailAddress email) => change
        .Add("DELETE FROM emails WHERE account_id = @account AND email_index = (SELECT email_index FROM accounts WHERE account_id = @account)", new { account })
        .Claim(Taken, "INSERT INTO emails (email_index, account_id) VALUES (@index, @account) ON CONFLICT DO NOTHING", new { index = emails.Index(email), account })
        .Add("UPDATE accounts SET email_index = @index, email_sealed = @email WHERE account_id = @account", new { index = emails.Index(email), email = emails.Seal(account, email), account })
        .Record(new AuditEvent(account, EventKind.EmailChanged, Actor.Server))
        .Send(Letters.Bound(settings, account, Channel.Email, email.Value));
}
