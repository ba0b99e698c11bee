using Sparekey.Edges;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Server.Captcha;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Dev;

/// <summary>Invites and sets up the reviewers of the demo.</summary>
public sealed class DemoReviewers(DemoCaptcha captcha, DemoApp app, InviteStaff invite, SetUpStaff setUp,
    BeginStaffSignIn begin, AnswerStaffSignIn answer, StaffSessions sessions, Randomness random)
{
    public async Task<DemoPerson> Joins(string email, string name, CancellationToken cancellation)
    {
        var person = new DemoPerson(email, DemoAccounts.NewPassword(random));
        var invited = await invite.Run(email, name, cancellation).OrStop("Inviting a reviewer");
        var token = invited.Link.Split("token=")[1];
        person.BackupKey =
            (await setUp.ChoosePassword(new(token, person.Password), DemoPerson.From, cancellation).OrStop(
                "Setting up a reviewer")).BackupKey;
        await setUp.Confirm(new(token, app.CodeBefore(person)), DemoPerson.From, cancellation).OrStop(
            "Confirming a reviewer's authenticator");
        return person;
    }

    public async Task<StaffMember> SignsIn(DemoPerson person, CancellationToken cancellation)
    {
        var captchaToken = await captcha.Token(CaptchaPurpose.SignIn, cancellation);
        var begun = await begin.Run(new(person.Email, person.Password, captchaToken), DemoPerson.From,
                cancellation).OrStop(
            "Signing in a reviewer");
        person.Session = (await answer.Run(DemoAccounts.Flow(begun.SignIn), new(app.Code(person)), DemoPerson.From,
                cancellation).OrStop(
            "Signing in a reviewer")).Session.Token;
        return await sessions.Find(person.Session, cancellation) ?? throw new StartException(
            "The demo could not be added: a reviewer's session ended too early.");
    }

    public Task Leaves(DemoPerson person, CancellationToken cancellation) => sessions.End(person.Session, cancellation);
}
