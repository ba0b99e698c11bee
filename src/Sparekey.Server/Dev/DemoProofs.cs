using Sparekey.Core.Recovery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Recovery;

namespace Sparekey.Server.Dev;

/// <summary>Meets the requirements of a reset of the demo.</summary>
public sealed class DemoProofs(DemoInbox inbox, DemoApp app, DemoPapers papers, SendCode send, ProveCode prove,
    AnswerQuestions questions)
{
    /// <param name="newPhone">The number that replaces the lost one.</param>
    public async Task Meets(FlowToken reset, DemoPerson person, RequirementView requirement, string newPhone,
        CancellationToken cancellation)
    {
        switch (requirement.Kind)
        {
            case RequirementKind.EmailCode:
                await ProvesCode(reset, requirement, person.Email, null, cancellation);
                break;
            case RequirementKind.NewPhoneCode:
                await ProvesCode(reset, requirement, newPhone, newPhone, cancellation);
                break;
            case RequirementKind.AuthenticatorCode:
                await prove.Run(reset, requirement.Requirement, app.Code(person), null, DemoPerson.From,
                        cancellation).OrStop(
                    "A code of the authenticator");
                break;
            case RequirementKind.SecurityQuestions:
                var given = person.Answers.Select(
                    a => new AnswerQuestions.Given { QuestionId = a.Key, Answer = a.Value }).ToList();
                await questions.Run(reset, requirement.Requirement, given, DemoPerson.From, cancellation).OrStop(
                    "Answering security questions");
                break;
            case RequirementKind.Identity:
                await papers.ShowsEvidence(reset, cancellation);
                break;
            default:
                throw new InvalidOperationException($"No reset of the demo asks for {requirement.Kind}.");
        }
    }

    private async Task ProvesCode(FlowToken reset, RequirementView requirement, string to, string? newAddress,
        CancellationToken cancellation)
    {
        await send.Run(reset, new(requirement.Requirement, newAddress, null), DemoPerson.From, cancellation).OrStop(
            "Sending a code");
        await prove.Run(reset, requirement.Requirement, await inbox.Code(to, cancellation), null, DemoPerson.From,
                cancellation).OrStop(
            "A code that was sent");
    }
}
