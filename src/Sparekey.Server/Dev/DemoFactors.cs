using Sparekey.Edges.Replies;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Dev;

/// <summary>Gives a holder of the demo a phone and an authenticator.</summary>
public sealed class DemoFactors(DemoAccounts accounts, DemoInbox inbox, DemoApp app, AddPhone addPhone,
    ConfirmPhone confirmPhone, AddAuthenticator addAuthenticator, ConfirmAuthenticator confirmAuthenticator)
{
    /// <param name="number">In E.164.</param>
    public async Task ConfirmsPhone(DemoPerson person, string number, CancellationToken cancellation)
    {
        var begun = await addPhone.Run(await accounts.Holder(person, cancellation), new(number, null), DemoPerson.From,
                cancellation).OrStop(
            "Adding a phone");
        await confirmPhone.Run(await accounts.Holder(person, cancellation), begun.FactorId,
                new(await inbox.Code(number, cancellation)), DemoPerson.From, cancellation).OrStop(
            "Confirming a phone");
        person.Phone = number;
    }

    public async Task SetsUpAuthenticator(DemoPerson person, string name, CancellationToken cancellation)
    {
        var key = await addAuthenticator.Run(await accounts.Holder(person, cancellation), new(name, null),
                DemoPerson.From, cancellation).OrStop(
            "Adding an authenticator");
        person.BackupKey = key.BackupKey;
        await confirmAuthenticator.Run(await accounts.Holder(person, cancellation), key.FactorId,
                new(app.CodeBefore(person)), DemoPerson.From, cancellation).OrStop(
            "Confirming an authenticator");
    }
}
