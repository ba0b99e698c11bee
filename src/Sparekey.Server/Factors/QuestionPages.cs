using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// Chooses security questions and answers them. An answer is never shown again, not even after a mistake elsewhere on
/// the page.
/// </summary>
public sealed class QuestionPages(SecurityAnswers answers, SetSecurityQuestions set, Settings settings)
{
    public async Task<IResult> Show(Holder holder, CancellationToken cancellation)
    {
        if (!settings.Numbers.SecurityQuestions || holder.IsFrozen) return Page.GoTo(SecurityAddress.Page);
        var chosen = await answers.Of(holder.Account, cancellation);
        return Page.Show(new QuestionsPage
        {
            Chosen = [.. chosen.Select(question => question.QuestionId)],
            AlreadySet = chosen.Count > 0,
        });
    }

    public async Task<IResult> Submit(HttpContext http, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = http.Request.Form;
        var given = Enumerable.Range(1, SecurityQuestions.Asked)
            .Select(i => new SetSecurityQuestions.Given
            {
                QuestionId = form[$"question_{i}"],
                Answer = form[$"answer_{i}"],
            })
            .ToList();
        if (await set.Run(holder, new(given), visitor, cancellation) is not Reply<Nothing>.Refused { Why: var why })
            return Page.GoTo(SecurityAddress.After("questions"));
        var page = new QuestionsPage
        {
            Chosen = [.. given.Select(answer => answer.QuestionId)],
            Errors = [.. FieldError.Of(why).Select(OnPage)],
        };
        return Page.Again(page, why);
    }

    // The wire's "answers[0].question_id" is the page's "question_1".
    private static FieldError OnPage(FieldError error)
    {
        if (error.Field is not { } field || !field.StartsWith("answers[", StringComparison.Ordinal))
            return error with { Field = null };
        var control = field.EndsWith("question_id", StringComparison.Ordinal) ? "question" : "answer";
        return error with { Field = $"{control}_{field[8] - '0' + 1}" };
    }
}
