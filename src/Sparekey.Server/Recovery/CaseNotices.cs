using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Recovery;

/// <summary>What the owner of an account is told of a reset, at every address that it has.</summary>
public enum News
{
    Opened,
    HandedIn,

    /// <summary>By the last reviewer, or because none was needed.</summary>
    Approved,
    MoreInformation,
    Refused,
    Cancelled,
    Expired,
    Completed,
}

/// <summary>Tells every address that the account has about its reset, each message with a link of its own to stop it.</summary>
public sealed class CaseNotices(ObjectionLinks links, AccountEmails emails, FactorSecrets secrets, Settings settings)
{
    /// <param name="account">As it was before the change: old addresses are told, whatever replaces them.</param>
    /// <param name="after">The case as the change leaves it.</param>
    public void Tell(Change change, LoadedAccount account, RecoveryCase after, News news)
    {
        change.Send(Letters.Notice(settings, account.Account, Channel.Email, emails.Open(account.Account, account.EmailSealed), news, after, links.New(change, after.AccountId, after.CaseId)));
        foreach (var number in Phones(account))
            change.Send(Letters.Notice(settings, account.Account, Channel.Sms, number, news, after, links.New(change, after.AccountId, after.CaseId)));
    }

    /// <summary>The account was frozen from a link: no link that freezes it is needed any more.</summary>
    public void Frozen(Change change, LoadedAccount account)
    {
        change.Send(Letters.Frozen(settings, account.Account, Channel.Email, emails.Open(account.Account, account.EmailSealed)));
        foreach (var number in Phones(account)) change.Send(Letters.Frozen(settings, account.Account, Channel.Sms, number));
    }

    /// <summary>The account's phone numbers, each once.</summary>
    private IEnumerable<string> Phones(LoadedAccount account) =>
        account.Factors.Where(f => f.Kind == "phone").Select(f => secrets.OpenText(account.Account, f.FactorId, f.SecretSealed)).Distinct(StringComparer.Ordinal);}
