using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Storage;

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

    /// <summary>Somebody said <em>This wasn't me</em>: the account is frozen.</summary>
    Frozen,
}

/// <summary>Tells every address that the account has about its reset, each message with a link of its own to stop it.</summary>
public sealed class CaseNotices(ObjectionLinks links, AccountEmails emails, FactorSecrets secrets, Settings settings)
{
    /// <param name="account">As it was before the change: old addresses are told, whatever replaces them.</param>
    /// <param name="after">The case as the change leaves it.</param>
    public void Tell(Change change, AccountInHand account, RecoveryCase after, News news)
    {
        change.Send(Letters.Notice(settings, account.Account, Channel.Email, emails.Open(account.Account, account.EmailSealed), news, after, Link(change, after, news)));
        foreach (var number in Phones(account))
            change.Send(Letters.Notice(settings, account.Account, Channel.Sms, number, news, after, Link(change, after, news)));
    }

    /// <summary>The account's phone numbers, each once.</summary>
    private IEnumerable<string> Phones(AccountInHand account) =>
        account.Factors.Where(f => f.Kind == "phone").Select(f => secrets.OpenText(account.Account, f.FactorId, f.SecretSealed)).Distinct(StringComparer.Ordinal);

    // A frozen account needs no link that freezes it.
    private string? Link(Change change, RecoveryCase @case, News news) => news == News.Frozen ? null : links.New(change, @case.AccountId, @case.CaseId);
}
