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
        change.Send(RecoveryMessages.Notice(settings, account.Account, Channel.Email,
            emails.Open(account.Account, account.EmailSealed), notice, after,
            links.New(change, after.AccountId, after.CaseId)));
        foreach (var number in Phones(account))
            change.Send(RecoveryMessages.Notice(settings, account.Account, Channel.Sms, number, notice, after,
                links.New(change, after.AccountId, after.CaseId)));
    }

    /// <summary>The account was frozen through a link: the messages need no further link.</summary>
    public void Frozen(Change change, LoadedAccount account)
    {
        change.Send(RecoveryMessages.Frozen(settings, account.Account, Channel.Email,
            emails.Open(account.Account, account.EmailSealed)));
        foreach (var number in Phones(account))
            change.Send(RecoveryMessages.Frozen(settings, account.Account, Channel.Sms, number));
    }

    /// <summary>The account's phone numbers, each once.</summary>
    private IEnumerable<string> Phones(LoadedAccount account) => account.Phones
        .Select(phone => secrets.OpenText(account.Account, phone.FactorId, phone.SecretSealed))
        .Distinct(StringComparer.Ordinal);
}
