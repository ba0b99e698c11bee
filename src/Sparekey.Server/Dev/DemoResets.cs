using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Server.Recovery;

namespace Sparekey.Server.Dev;

/// <summary>Leads holders of the demo through a security reset, until others decide.</summary>
public sealed class DemoResets(DemoAccounts accounts, DemoProofs proofs, OpenCase open, ChooseLost choose,
    SubmitCase submit)
{
    /// <summary>Opens a reset, meets its requirements, and submits the reset.</summary>
    /// <param name="newPhone">The number that replaces the lost one.</param>
    /// <param name="expected">The state to which the profile's policy leads.</param>
    /// <returns>The code that resumes the case.</returns>
    public async Task<string> HandsIn(DemoPerson person, LostThing[] lost, string newPhone, CaseState expected,
        CancellationToken cancellation)
    {
        var opened = await open.Run(await accounts.BeginsSignIn(person, cancellation), DemoPerson.From,
                cancellation).OrStop(
            "Opening a reset");
        var reset = DemoAccounts.Flow(opened.Recovery);
        var asked = await choose.Run(reset, new([.. lost.Select(thing => WireName.Of(thing))], true), DemoPerson.From,
                cancellation).OrStop(
            "Choosing what is lost");
        foreach (var requirement in asked.Requirements)
            await proofs.Meets(reset, person, requirement, newPhone, cancellation);
        var handedIn = await submit.Run(reset, DemoPerson.From, cancellation).OrStop("Handing in a reset");
        if (handedIn.State != expected) throw new StartException(
            $"The demo could not be added: a reset is {WireName.Of(handedIn.State)} where the demo needs it "
                + $"{WireName.Of(expected)}.");
        person.Phone = handedIn.State == CaseState.Completed ? newPhone : person.Phone;
        return opened.ResumeCode;
    }
}
