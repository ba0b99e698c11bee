using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>A step of a case about which every address of the account gets a message.</summary>
public enum CaseNotice
{
    Opened,
    HandedIn,

    /// <summary>By the last reviewer, or because no reviewer was needed.</summary>
    Approved,
    MoreInformation,
    Refused,
    Cancelled,
    Expired,
    Completed,
}

/// <summary>
/// Sends a message about a case to every address of the account, each with its own link that stops the case.
/// </summary>
public sealed class CaseNotices(ObjectionLinks links, AccountEmails emails, FactorSecrets secrets, Settings settings)
{
    /// <param name="account">The account before the change: the messages go to the old addresses.</param>
    /// <param name="after">The case as the change leaves it.</param>
    public void Tell(Change change, LoadedAccount account, RecoveryCase after, CaseNotice notice)
    {
        foreach (var (channel, to) in Addresses(account))
        {
            var stop = links.New(change, after.AccountId, after.CaseId);
            change.Send(RecoveryMessages.Notice(settings, account.Account, channel, to, notice, after, stop));
        }
    }

    /// <summary>The account was frozen through a link: the messages need no further link.</summary>
    public void Frozen(Change change, LoadedAccount account)
    {
        foreach (var (channel, to) in Addresses(account))
            change.Send(RecoveryMessages.Frozen(settings, account.Account, channel, to));
    }

    /// <summary>The email address and the phone numbers of the account, each once.</summary>
    private IEnumerable<(Channel Channel, string To)> Addresses(LoadedAccount account) => account.Phones
        .Select(phone => secrets.OpenText(account.Account, phone.FactorId, phone.SecretSealed))
        .Distinct(StringComparer.Ordinal)
        .Select(number => (Channel.Sms, number))
        .Prepend((Channel.Email, emails.Open(account.Account, account.EmailSealed)));
}
