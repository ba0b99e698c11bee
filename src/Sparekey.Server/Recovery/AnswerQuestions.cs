using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Recovery;

/// <summary>
/// Takes the answers to the security questions. A case accepts answers once, and its requirement becomes "submitted",
/// whether the answers are right or wrong.
/// </summary>
public sealed class AnswerQuestions(Database database, RecoveryStore store, SecurityAnswers answers, TimeProvider clock)
{
    public static readonly Responses QuestionsResponses =
        Responses.Of<QuestionsView>(200, Problem.NotFound, Problem.WrongState);

    private const int MostAnswers = 10;   // more than any account has questions

    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class Given
    {
        public string? QuestionId { get; init; }
        public string? Answer { get; init; }

        public override string ToString() => "Given(…)";
    }

    public sealed record QuestionsView(IReadOnlyList<QuestionView> Questions);

    public static async Task<IResult> HandleQuestions(
        FlowToken flow, AnswerQuestions questions, CancellationToken cancellation) =>
        HttpReply.Of(await questions.Ask(flow, cancellation));

    /// <summary>The questions of the account, for a holder whose case asks for them.</summary>
    public async Task<Reply<QuestionsView>> Ask(FlowToken flow, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        if (loaded.Case.State != CaseState.Proving) return CaseRefusals.MovedOn(loaded);
        return loaded.Asks(RequirementKind.SecurityQuestions)
            ? new QuestionsView(await answers.Of(loaded.AccountId, cancellation))
            : Refusals.NotFound;
    }

    public async Task<Reply<ProveCode.View>> Run(
        FlowToken flow, string? requirementId, IReadOnlyList<Given?> given, Visitor visitor,
        CancellationToken cancellation)
    {
        if (given.Count is 0 or > MostAnswers || given.Any(one => string.IsNullOrEmpty(one?.QuestionId)))
            return Refusals.Invalid(("answers", "invalid.answers"));
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        var now = clock.GetUtcNow();
        // Core is asked before the answers are judged, so that answers that cannot count are not judged.
        var would = RecoveryRules.GiveAnswers(loaded.Case, 0, 1, loaded.Account.Facts, now);
        if (would is AnswersOutcome.NotNow not) return CaseRefusals.Of(not.Why, not.State);
        if (loaded.Find(requirementId) is not { Kind: RequirementKind.SecurityQuestions } requirement)
            return Refusals.NotFound;
        var view = new ProveCode.View(requirement.Id, requirement.Kind, RequirementState.Submitted);
        // Further answers change nothing; hashing them would only cost time.
        if (would is AnswersOutcome.AlreadyGiven) return view;

        using var slot = await answers.Enter(visitor, cancellation);
        if (slot is null) return Refusals.Overloaded(now);
        var (right, asked) = await answers.Judge(loaded.AccountId, ByQuestion(given), slot, cancellation);
        var outcome = RecoveryRules.GiveAnswers(loaded.Case, right, Math.Max(1, asked), loaded.Account.Facts, now);
        if (outcome is not AnswersOutcome.Submitted { Case: var after }) return view;
        var change = store.Save(Change.Of(loaded.AccountId, visitor), loaded, after)
            .Record(CaseEvent.Of(after, EventKind.RecoveryAnswersGiven));
        // A caller that hangs up cannot shorten this: judged answers count.
        return await database.Commit(change, CancellationToken.None) is { } lost
            ? lost.WhenMoved(CaseRefusals.MovedOn(loaded))
            : view;
    }

    // Of two answers to one question the first counts.
    private static Dictionary<string, string> ByQuestion(IReadOnlyList<Given?> given) => given
        .DistinctBy(one => one!.QuestionId)
        .ToDictionary(one => one!.QuestionId!, one => one!.Answer ?? "", StringComparer.Ordinal);
}
