using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The page on which a holder answers the security questions in a reset.</summary>
public sealed class ResetQuestionPages(ResetFlow reset, AnswerQuestions questions)
{
    private const string Field = "answer-";

    public Task<IResult> Show(FlowToken flow, CancellationToken cancellation) => reset.Show(
        flow,
        async loaded => loaded.StillAsks(RequirementKind.SecurityQuestions)
            && await questions.Ask(flow, cancellation) is Reply<AnswerQuestions.QuestionsView>.Done { Value: var asked }
            ? Page.Show(new QuestionsPage { Case = loaded.Case, Questions = asked.Questions })
            : Page.GoTo(ResetWords.PathOf(loaded.Case)),
        cancellation);

    public Task<IResult> Submit(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation) =>
        reset.Show(
            flow,
            async loaded =>
            {
                var given = GivenIn(await http.Request.ReadFormAsync(cancellation));
                var asks = loaded.Case.Requirements.FirstOrDefault(r => r.Kind == RequirementKind.SecurityQuestions);
                if (await questions.Run(flow, asks?.Id, given, visitor, cancellation)
                        is Reply<ProveCode.View>.Refused { Why: var why }
                    && await questions.Ask(flow, cancellation)
                        is Reply<AnswerQuestions.QuestionsView>.Done { Value: var asked })
                {
                    var errors = FieldError.Of(why);
                    var page = new QuestionsPage { Case = loaded.Case, Questions = asked.Questions, Errors = errors };
                    return Page.Again(page, why);
                }
                return await reset.GoOn(flow, cancellation);
            },
            cancellation);

    private static List<AnswerQuestions.Given> GivenIn(IFormCollection form) =>
    [
        .. form.Where(field => field.Key.StartsWith(Field, StringComparison.Ordinal))
            .Select(field => new AnswerQuestions.Given
            {
                QuestionId = field.Key[Field.Length..],
                Answer = field.Value,
            }),
    ];
}
