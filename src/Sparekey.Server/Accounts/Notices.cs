using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Accounts;

/// <summary>One notice in its two lengths: an email, and a text for phones.</summary>
/// <param name="Subject">Of the email; says nothing secret.</param>
/// <param name="Sms">One or two sentences without a link.</param>
public sealed record Notice(string Subject, string Text, string Sms);

/// <summary>Tells the owner at every address that the account has, so that somebody who holds one of them cannot act unseen.</summary>
public sealed class Notices(AccountEmails emails, FactorSecrets secrets)
{
    /// <summary>Adds the notice to a change: by email, and by SMS to each phone that was confirmed before the change.</summary>
    public void Tell(Change change, AccountRecord account, Notice notice)
    {
        change.Send(new Message(account.Account, Channel.Email, Email(account), notice.Subject, notice.Text));
        foreach (var phone in account.Factors)
            if (phone is { Kind: FactorKind.Phone, IsBound: true, SecretSealed: { } number })
                change.Send(new Message(account.Account, Channel.Sms, secrets.OpenText(account.Account, phone.FactorId, number), "", notice.Sms));
    }

    public string Email(AccountRecord account) => emails.Open(account.Account, account.Own.EmailSealed);
}
