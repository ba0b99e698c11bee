using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Factors;

namespace Sparekey.Server.Recovery;

/// <summary>The answers to the security questions: taken once in a case, and always "submitted", right or wrong.</summary>
public sealed class AnswerQuestions(Database database, RecoveryStore store, SecurityAnswers answers, TimeProvider clock)
{
    private const int Most = 10;   // more answers than questions are nobody's honest form

    /// <remarks>A class, because records print their members into logs.</remarks>
    public sealed class Given
    {
        public string? QuestionId { get; init; }
        public string? Answer { get; init; }

        public override string ToString() => "Given(…)";
    }

    public sealed record QuestionsView(IReadOnlyList<QuestionView> Questions);

    public static async Task<IResult> HandleQuestions(FlowToken flow, AnswerQuestions questions, CancellationToken cancellation) =>
        HttpReply.Of(await questions.Ask(flow, cancellation));

    /// <summary>The questions of the account, to a holder whose case asks for them.</summary>
    public async Task<Reply<QuestionsView>> Ask(FlowToken flow, CancellationToken cancellation)
    {
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        if (hand.Case.State != CaseState.Proving) return CaseRefusals.MovedOn(hand);
        return hand.Case.Requirements.Any(r => r.Kind == RequirementKind.SecurityQuestions)
            ? new QuestionsView(await answers.Of(hand.Case.AccountId, cancellation))
            : Refusals.NotFound;
    }

    public async Task<Reply<ProveCode.View>> Run(FlowToken flow, string? requirementId, IReadOnlyList<Given?> given, Visitor visitor, CancellationToken cancellation)
    {
        if (given.Count is 0 or > Most || given.Any(one => string.IsNullOrEmpty(one?.QuestionId))) return Refusals.Invalid(("answers", "invalid.answers"));
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        var now = clock.GetUtcNow();
        // Core is asked before the answers are judged, so that nothing is judged that does not count.
        var would = RecoveryRules.GiveAnswers(hand.Case, 0, 1, hand.Account.Facts, now);
        if (would is AnswersOutcome.NotNow not) return CaseRefusals.Of(not.Why, not.State);
        if (hand.Case.Requirements.FirstOrDefault(r => r.Id == requirementId) is not { Kind: RequirementKind.SecurityQuestions } requirement) return Refusals.NotFound;
        var view = new ProveCode.View(requirement.Id, requirement.Kind, RequirementState.Submitted);
        if (would is AnswersOutcome.AlreadyGiven) return view;   // these change nothing, and hashing them would cost only us

        using var slot = await answers.Enter(visitor, cancellation);
        if (slot is null) return Refusals.Overloaded(now);
        var (right, asked) = await answers.Judge(hand.Case.AccountId, given.DistinctBy(one => one!.QuestionId).ToDictionary(one => one!.QuestionId!, one => one!.Answer ?? "", StringComparer.Ordinal), slot, cancellation);
        if (RecoveryRules.GiveAnswers(hand.Case, right, Math.Max(1, asked), hand.Account.Facts, now) is not AnswersOutcome.Submitted submitted) return view;
        var change = store.Save(new Change(visitor), hand, submitted.Case).Record(new AuditEvent(hand.Case.AccountId, EventKind.RecoveryAnswersGiven, Actor.Owner, Subject: hand.Case.CaseId.ToString()));
        return await database.CommitNamed(change, cancellation) is null ? view : CaseRefusals.MovedOn(hand);
    }
}
