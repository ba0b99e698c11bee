using Sparekey.Core.Factors;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Dev;

/// <summary>
/// Gives a holder of the demo the means for a bad day: recovery codes, and answers to security questions.
/// </summary>
public sealed class DemoReserves(DemoAccounts accounts, IssueRecoveryCodes issue, SetSecurityQuestions questions,
    Randomness random, Settings settings)
{
    private const int CodesALine = 2;
    private const int AnswerDigits = 8;

    public async Task TakesRecoveryCodes(DemoPerson person, CancellationToken cancellation)
    {
        var set = await issue.Run(await accounts.Holder(person, cancellation), DemoPerson.From, cancellation).OrStop(
            "Making recovery codes");
        foreach (var codes in set.Codes.Chunk(CodesALine))
            person.Also.Add(("Recovery codes", string.Join("   ", codes)));
    }

    /// <summary>Answers three questions with random digits. The strict profile has no questions.</summary>
    public async Task AnswersQuestions(DemoPerson person, CancellationToken cancellation)
    {
        if (!settings.Numbers.SecurityQuestions) return;
        foreach (var question in SecurityQuestions.Catalogue.Take(SecurityQuestions.Asked))
        {
            person.Answers[question] = random.Digits(AnswerDigits);
            person.Also.Add(("Answer", $"{person.Answers[question]}   {QuestionText.Of(question)}"));
        }
        var given = person.Answers.Select(
            a => new SetSecurityQuestions.Given { QuestionId = a.Key, Answer = a.Value }).ToList();
        await questions.Run(await accounts.Holder(person, cancellation), new(given), DemoPerson.From,
                cancellation).OrStop(
            "Answering security questions");
    }
}
