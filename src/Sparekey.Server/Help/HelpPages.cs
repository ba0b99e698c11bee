using Sparekey.Core.Holds;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Help;

/// <summary>What people ask when something is lost, in plain words. Readable without signing in.</summary>
public static class HelpPages
{
    public static IResult Index(Holder? holder, Settings settings) =>
        Page.Show(new HelpIndex { SignedIn = holder is not null, Support = settings.Support });

    public static IResult BackupKey(Holder? holder, Settings settings) =>
        Page.Show(new BackupKeyHelp
        {
            SignedIn = holder is not null,
            Groups = settings.Numbers.BackupKeyBytes * 8 / 5 / 4,
            ServiceName = settings.ServiceName,
        });

    public static IResult LostPhone(Holder? holder, Settings settings) =>
        Page.Show(new LostPhoneHelp
        {
            SignedIn = holder is not null,
            ReviewTarget = settings.Recovery.ReviewTarget,
            Support = settings.Support,
        });

    public static IResult WithdrawalHold(Holder? holder, Settings settings) => Page.Show(new WithdrawalHoldHelp
    {
        SignedIn = holder is not null,
        AfterFactorChange = settings.Recovery.FactorChangeHold,
        AfterReset = HoldRules.AfterReset,
        AfterHeavyReset = HoldRules.AfterHeavyReset,
        Support = settings.Support,
    });
}
