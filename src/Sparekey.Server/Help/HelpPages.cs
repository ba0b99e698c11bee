using Sparekey.Core.Holds;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Help;

/// <summary>What people ask when something is lost, in plain words. Readable without signing in.</summary>
public static class HelpPages
{
    public static IResult Index(Holder? holder, Settings settings) => Page.Show<HelpIndex>(new { SignedIn = holder is not null, settings.Support });

    public static IResult BackupKey(Holder? holder, Settings settings) =>
        Page.Show<BackupKeyHelp>(new { SignedIn = holder is not null, Groups = settings.Numbers.BackupKeyBytes * 8 / 5 / 4, settings.ServiceName });

    public static IResult LostPhone(Holder? holder, Settings settings) => Page.Show<LostPhoneHelp>(new { SignedIn = holder is not null, settings.Recovery.ReviewTarget, settings.Support });

    public static IResult WithdrawalHold(Holder? holder, Settings settings) => Page.Show<WithdrawalHoldHelp>(new
    {
        SignedIn = holder is not null,
        AfterFactorChange = settings.Recovery.FactorChangeHold,
        HoldRules.AfterReset,
        HoldRules.AfterHeavyReset,
        settings.Support,
    });
}
