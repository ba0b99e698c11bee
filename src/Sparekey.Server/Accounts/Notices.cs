using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Server.Edges.Storage;
using Sparekey.Server.Holds;

namespace Sparekey.Server.Accounts;

/// <summary>One notice in its two lengths: an email, and a text for phones.</summary>
/// <param name="Subject">Of the email; says nothing secret.</param>
/// <param name="Sms">One or two sentences without a link.</param>
public sealed record Notice(string Subject, string Text, string Sms);

/// <summary>Tells the owner at every address that the account has, so that somebody who holds one of them cannot act unseen.</summary>
public sealed class Notices(AccountNotices everywhere, AccountEmails emails)
{
    /// <summary>Adds the notice to a change: by email, and by SMS to each phone that was confirmed before the change.</summary>
    public void Tell(Change change, AccountRecord account, Notice notice)
    {
        IEnumerable<AccountNotices.Address> addresses =
        [
            new() { AccountId = account.Account, Sealed = account.Own.EmailSealed },
            .. account.Factors.Where(f => f is { Kind: FactorKind.Phone, IsBound: true }).Select(f => new AccountNotices.Address { AccountId = account.Account, FactorId = f.FactorId, Sealed = f.SecretSealed! }),
        ];
        everywhere.Send(change, addresses, (channel, to) => channel == Channel.Email
            ? new Message(account.Account, channel, to, notice.Subject, notice.Text)
            : new Message(account.Account, channel, to, "", notice.Sms));
    }

    public string Email(AccountRecord account) => emails.Open(account.Account, account.Own.EmailSealed);
}
