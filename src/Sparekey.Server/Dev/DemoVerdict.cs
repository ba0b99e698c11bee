using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Identity;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Server.Identity;
using Sparekey.Server.Review;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Dev;

/// <summary>
/// A reviewer of the demo takes a holder's identity from the queue, looks at its pictures and accepts it.
/// </summary>
public sealed class DemoVerdict(IdentityStore identities, ClaimCase claim, ViewPicture view, DecideCase decide)
{
    public async Task AcceptsIdentity(StaffMember reviewer, AccountId account, CancellationToken cancellation)
    {
        var identity = (await identities.Own(account, cancellation) ?? throw new StartException(
            "The demo could not be added: an identity that was handed in is not there.")).Verification;
        var id = identity.VerificationId.ToString();
        await claim.Claim(reviewer, id, DemoPerson.From, cancellation).OrStop("Claiming an identity");
        foreach (var slot in DocumentKinds.Pictures(identity.Kind))
            await view.Run(reviewer, id, WireName.Of(slot), DemoPerson.From, cancellation).OrStop(
                "Looking at a picture");
        var verdict = new DecideCase.Request(WireName.Of(Verdict.Approve), WireName.Of(ReviewReason.EvidenceMatches),
            "Drawn by the demo.", null, null, DemoPapers.Read);
        await decide.Run(reviewer, id, verdict, DemoPerson.From, cancellation).OrStop("Accepting an identity");
    }
}
