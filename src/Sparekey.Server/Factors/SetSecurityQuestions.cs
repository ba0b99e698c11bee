using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// Sets three different questions and their answers, which replace earlier ones. The strict profile has no security
/// questions (ASVS 5.0, 6.4.2).
/// </summary>
public sealed class SetSecurityQuestions(
    Database database, SecurityAnswers answers, Notices notices, TimeProvider clock, Settings settings)
{
    public static readonly Responses Responses = Responses.Of<Nothing>(
        200, Problem.NotOffered, Problem.AccountFrozen, Problem.TooManyAttempts);

    public static readonly Responses CatalogueResponses = Responses.Of<CatalogueView>(200, Problem.NotOffered);

    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class Given
    {
        public string? QuestionId { get; init; }
        public string? Answer { get; init; }

        public override string ToString() => "Given(…)";
    }

    public sealed record Request(IReadOnlyList<Given?>? Answers);

    public sealed record CatalogueView(IReadOnlyList<QuestionView> Questions);

    public static async Task<IResult> Handle(
        Request request, SetSecurityQuestions set, Holder holder, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await set.Run(holder, request, visitor, cancellation));

    public static IResult HandleCatalogue(Settings settings) => HttpReply.Of(Catalogue(settings));

    private static Reply<CatalogueView> Catalogue(Settings settings) => settings.Numbers.SecurityQuestions
        ? new CatalogueView([.. SecurityQuestions.Catalogue.Select(QuestionView.Of)])
        : Refusals.NotOffered;

    public async Task<Reply<Nothing>> Run(Holder holder, Request request, Visitor visitor,
        CancellationToken cancellation)
    {
        if (!settings.Numbers.SecurityQuestions) return Refusals.NotOffered;
        if (AccountChange.Refuses(holder) is { } frozen) return frozen;
        if (request.Answers is not { Count: SecurityQuestions.Asked } given)
            return Refusals.Invalid(("answers", new("invalid.answers.count", ("asked", SecurityQuestions.Asked))));
        if (Wrong(given) is { Length: > 0 } wrong) return Refusals.Invalid(wrong);
        var normalized = given.Select(g => AnswerText.Normalize(g!.Answer)!).ToList();

        using var slot = await answers.Enter(visitor, cancellation);
        if (slot is null) return Refusals.Overloaded(clock.GetUtcNow());

        var now = clock.GetUtcNow();
        var account = await AccountRecord.Load(database, holder.Account, now, cancellation);
        var change = AccountChange.By(holder, visitor)
            .Add("DELETE FROM security_answers WHERE account_id = @Account", new { holder.Account });
        for (var i = 0; i < given.Count; i++)
            change.Add(
                """
                INSERT INTO security_answers (account_id, question_id, answer_hash, set_at)
                VALUES (@Account, @QuestionId, @hash, @now)
                """,
                new { holder.Account, given[i]!.QuestionId, hash = await answers.Hash(normalized[i], slot), now });
        notices.Count(change, holder.Account)
            .Record(new AuditEvent(holder.Account, EventKind.SecurityQuestionsSet, Actor.Owner));
        notices.Tell(change, account, FactorMessages.QuestionsSet(visitor, now));
        return await database.Commit(change, cancellation) is { } lost ? lost : Nothing.Else;
    }

    // Fields are named as on the wire, "answers[0].answer"; the page maps them to its own controls.
    private static (string, Text)[] Wrong(IReadOnlyList<Given?> given)
    {
        var wrong = new List<(string, Text)>();
        for (var i = 0; i < given.Count; i++)
        {
            var question = given[i]?.QuestionId;
            if (!SecurityQuestions.Exists(question))
                wrong.Add(($"answers[{i}].question_id", "invalid.question_id"));
            else if (given.Take(i).Any(earlier => earlier?.QuestionId == question))
                wrong.Add(($"answers[{i}].question_id", "invalid.question_id.different"));
            if (AnswerText.Normalize(given[i]?.Answer) is null)
                wrong.Add(($"answers[{i}].answer", BadAnswer));
        }
        if (wrong.Count == 0 && given.Select(g => AnswerText.Normalize(g!.Answer)).Distinct().Count() == 1)
            wrong.Add(("answers[1].answer", "invalid.answer.same"));
        return [.. wrong];
    }

    private static Text BadAnswer =>
        new("invalid.answer", ("least", AnswerText.Shortest), ("most", AnswerText.Longest));
}
