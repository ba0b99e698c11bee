using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Captcha;
using Sparekey.Server.Registration;
using Sparekey.Server.Sessions;
using Sparekey.Server.SignIn;

namespace Sparekey.Server.Dev;

/// <summary>Opens accounts for the demo, and signs in with their passwords.</summary>
public sealed class DemoAccounts(DemoCaptcha captcha, DemoInbox inbox, Register register, ConfirmEmail confirm,
    BeginSignIn begin, SessionStore sessions, EndSession end, Randomness random)
{
    public async Task<DemoPerson> Opens(string email, CancellationToken cancellation)
    {
        var person = new DemoPerson(email, NewPassword(random));
        var captchaToken = await captcha.Token(CaptchaPurpose.Registration, cancellation);
        var begun = await register.Run(new(email, person.Password, captchaToken), DemoPerson.From, cancellation).OrStop(
            "Opening an account");
        var opened = await confirm.Run(Flow(begun.Registration), new(await inbox.Code(email, cancellation)),
                DemoPerson.From, cancellation).OrStop(
            "Confirming an email address");
        person.Session = opened.Session.Token;
        return person;
    }

    /// <summary>
    /// The person as a holder. The session is read again each time, because every factor changes it.
    /// </summary>
    public async Task<Holder> Holder(DemoPerson person, CancellationToken cancellation) =>
        await sessions.Find(person.Session, cancellation) ?? throw new StartException(
            $"The demo could not be added: the session of {person.Email} ended too early.");

    /// <returns>A sign-in that waits for its second factor.</returns>
    public async Task<FlowToken> BeginsSignIn(DemoPerson person, CancellationToken cancellation)
    {
        var captchaToken = await captcha.Token(CaptchaPurpose.SignIn, cancellation);
        return Flow((await begin.Run(new(person.Email, person.Password, captchaToken), DemoPerson.From,
                cancellation).OrStop(
            "Signing in")).SignIn);
    }

    public async Task Leaves(DemoPerson person, CancellationToken cancellation)
    {
        var holder = await Holder(person, cancellation);
        await end.Run(holder, holder.Session, DemoPerson.From, cancellation).OrStop("Signing out");
    }

    /// <summary>80 random bits, in four groups that a person can type.</summary>
    internal static string NewPassword(Randomness random) =>
        RecoveryCodeText.Format(random.Bytes(RecoveryCodeText.Bytes)).ToLowerInvariant();

    internal static FlowToken Flow(string? token) =>
        BearerToken.TryParse(token, out var parsed) ? new FlowToken(parsed) : throw new InvalidOperationException(
            "That is no token of a flow.");
}
