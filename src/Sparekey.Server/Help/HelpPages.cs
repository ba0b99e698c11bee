using Sparekey.Core.Holds;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Help;

/// <summary>What to do when something is lost, in plain words. The pages need no sign-in.</summary>
public sealed class HelpPages(Settings settings)
{
    private const int BitsPerCharacter = 5;
    private const int CharactersPerGroup = 4;

    public IResult Index(Holder? holder) =>
        Page.Show(new HelpIndex { SignedIn = holder is not null, Support = settings.Support });

    public IResult BackupKey(Holder? holder) => Page.Show(new BackupKeyHelp
    {
        SignedIn = holder is not null,
        Groups = settings.Numbers.BackupKeyBytes * 8 / BitsPerCharacter / CharactersPerGroup,
        ServiceName = settings.ServiceName,
    });

    public IResult LostPhone(Holder? holder) => Page.Show(new LostPhoneHelp
    {
        SignedIn = holder is not null,
        ReviewTarget = settings.Recovery.ReviewTarget,
        Support = settings.Support,
    });

    public IResult WithdrawalHold(Holder? holder) => Page.Show(new WithdrawalHoldHelp
    {
        SignedIn = holder is not null,
        AfterFactorChange = settings.Recovery.FactorChangeHold,
        AfterReset = HoldRules.AfterReset,
        AfterHeavyReset = HoldRules.AfterHeavyReset,
        Support = settings.Support,
    });
}
