using Sparekey.Core.Factors;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>Choosing security questions and answering them. Answers are never shown again, not even after a mistake elsewhere on the page.</summary>
public static class QuestionPages
{
    public static async Task<IResult> Show(SecurityAnswers answers, Holder holder, Settings settings, CancellationToken cancellation)
    {
        if (!settings.Numbers.SecurityQuestions || holder.IsFrozen) return Page.GoTo("/security");
        var chosen = await answers.Of(holder.Account, cancellation);
        return Page.Show<QuestionsPage>(new { Chosen = chosen.Select(q => (string?)q.QuestionId).ToList(), AlreadySet = chosen.Count > 0 });
    }

    public static async Task<IResult> Submit(HttpContext http, SetSecurityQuestions set, Holder holder, Visitor visitor, CancellationToken cancellation)
    {
        var form = http.Request.Form;
        var given = Enumerable.Range(1, SecurityQuestions.Asked)
            .Select(i => new SetSecurityQuestions.Given { QuestionId = form[$"question_{i}"], Answer = form[$"answer_{i}"] }).ToList();
        return await set.Run(holder, new(given), visitor, cancellation) is Reply<Nothing>.Refused refused
            ? Page.Again<QuestionsPage>(new { Chosen = given.Select(g => g.QuestionId).ToList(), Errors = (IReadOnlyList<FieldError>)[.. FieldError.Of(refused.Why).Select(OnPage)] }, refused.Why)
            : Page.GoTo(SecurityAddress.After("questions"));
    }

    // "answers[0].question_id" of the wire is "question_1" here.
    private static FieldError OnPage(FieldError error)
    {
        if (error.Field is not { } field || !field.StartsWith("answers[", StringComparison.Ordinal)) return error with { Field = null };
        return error with { Field = $"{(field.EndsWith("question_id", StringComparison.Ordinal) ? "question" : "answer")}_{field[8] - '0' + 1}" };
    }
}
