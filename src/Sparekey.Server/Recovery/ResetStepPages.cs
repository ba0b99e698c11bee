using Sparekey.Core;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The steps of a reset as pages, in the order in which they are walked. Each leads to the next that is open.</summary>
public static class ResetStepPages
{
    public static Task<IResult> ShowChoose(FlowToken flow, RecoveryStore store, CancellationToken cancellation) => ResetPages.With(flow, store, hand => Task.FromResult(
        hand.Case.State is CaseState.Choosing or CaseState.Proving ? Choose(hand, null, null, null, default) : Page.GoTo("/reset/status")), cancellation);

    public static Task<IResult> SubmitChoose(HttpContext http, FlowToken flow, ChooseLost choose, RecoveryStore store, Settings settings, Visitor visitor, CancellationToken cancellation) => ResetPages.With(flow, store, async hand =>
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var request = new ChooseLost.Request(form["lost"].ToArray(), form["warnings"].Count == 2);
        var preview = choose.Preview(hand, request);
        if (preview is not Reply<RecoveryCase>.Done { Value: var plan}) return Choose(hand, request, null, ((Reply<RecoveryCase>.Refused)preview).Why, default);
        if (form["accept"] != "true") return Choose(hand, request, plan, null, settings.Recovery.ReviewTarget);
        return await choose.Run(flow, request, visitor, cancellation) is Reply<CaseView>.Refused { Why: var why }
            ? Choose(hand, request, plan, why, settings.Recovery.ReviewTarget)
            : Page.GoTo(ResetWords.PathOf(plan));
    }, cancellation);

    private static IResult Choose(LoadedCase hand, ChooseLost.Request? request, RecoveryCase? plan, Refusal? why, TimeSpan target) => Page.Show<ChoosePage>(new
    {
        hand.Case, Offered = RecoveryRules.Offered(hand.Account.Facts), Plan = plan, ReviewTarget = target,
        Selected = request?.Lost?.OfType<string>().ToList() ?? [.. hand.Case.Lost.Select(thing => WireName.Of(thing))],
        Errors = why is null ? null : FieldError.Of(why, why.Problem == Problem.WarningsNotAccepted ? "warnings" : "lost"),
    }, why is null ? 200 : 422);

    public static Task<IResult> ShowCodes(FlowToken flow, RecoveryStore store, ShowCase show, TimeProvider clock, Settings settings, CancellationToken cancellation) =>
        Codes(flow, store, show, clock, settings, null, null, null, null, cancellation);

    public static async Task<IResult> SubmitCodes(HttpContext http, FlowToken flow, ProveCode prove, RecoveryStore store, ShowCase show, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var requirement = form["requirement"].ToString();
        return await prove.Run(flow, requirement, form[$"code-{requirement}"], Optional(form["factor_id"]), visitor, cancellation) is Reply<ProveCode.View>.Refused { Why: var why }
            ? await Codes(flow, store, show, clock, settings, why, requirement, null, $"code-{requirement}", cancellation)
            : await Onwards(flow, store, cancellation);
    }

    public static async Task<IResult> SendCodes(HttpContext http, FlowToken flow, SendCode send, RecoveryStore store, ShowCase show, TimeProvider clock, Settings settings, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var requirement = form["requirement"].ToString();
        var address = Optional(form[$"address-{requirement}"]);
        return await send.Run(flow, new SendCode.Request(requirement, address, Optional(form["channel"])), visitor, cancellation) is Reply<SendCode.View>.Refused { Why: var why }
            ? await Codes(flow, store, show, clock, settings, why, requirement, address, why.Errors is null ? $"code-{requirement}" : $"address-{requirement}", cancellation)
            : Page.GoTo("/reset/codes");
    }

    private static Task<IResult> Codes(FlowToken flow, RecoveryStore store, ShowCase show, TimeProvider clock, Settings settings, Refusal? why, string? requirement, string? address, string? field, CancellationToken cancellation) =>
        ResetPages.With(flow, store, async hand => hand.Case.State != CaseState.Proving || !hand.Case.Requirements.Any(r => r.IsCode)
            ? Page.GoTo(ResetWords.PathOf(hand.Case))
            : Page.Show<CodesPage>(new
            {
                hand.Case, View = await show.Of(hand, cancellation), Now = clock.GetUtcNow(), EmailDigits = settings.Numbers.ResetEmailCode.Digits, Named = requirement, Address = address,
                Errors = why is null ? null : (IReadOnlyList<FieldError>)[new FieldError(field, TextCatalogue.Of(why.Text))],
            }, why is null ? 200 : 422), cancellation);

    public static Task<IResult> ShowQuestions(FlowToken flow, RecoveryStore store, AnswerQuestions questions, CancellationToken cancellation) => ResetPages.With(flow, store, async hand =>
        hand.Case.OpenRequirements.Any(r => r.Kind == RequirementKind.SecurityQuestions) && await questions.Ask(flow, cancellation) is Reply<AnswerQuestions.QuestionsView>.Done asked
            ? Page.Show<QuestionsPage>(new { hand.Case, asked.Value.Questions })
            : Page.GoTo(ResetWords.PathOf(hand.Case)), cancellation);

    public static Task<IResult> SubmitQuestions(HttpContext http, FlowToken flow, RecoveryStore store, AnswerQuestions questions, Visitor visitor, CancellationToken cancellation) => ResetPages.With(flow, store, async hand =>
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var given = form.Where(field => field.Key.StartsWith("answer-", StringComparison.Ordinal)).Select(field => new AnswerQuestions.Given { QuestionId = field.Key["answer-".Length..], Answer = field.Value }).ToList();
        var requirement = hand.Case.Requirements.FirstOrDefault(r => r.Kind == RequirementKind.SecurityQuestions)?.Id;
        return await questions.Run(flow, requirement, given, visitor, cancellation) is Reply<ProveCode.View>.Refused { Why: var why } && await questions.Ask(flow, cancellation) is Reply<AnswerQuestions.QuestionsView>.Done asked
            ? Page.Again<QuestionsPage>(new { hand.Case, asked.Value.Questions, Errors = FieldError.Of(why, null) }, why)
            : await Onwards(flow, store, cancellation);
    }, cancellation);

    public static Task<IResult> ShowCheck(FlowToken flow, RecoveryStore store, Settings settings, CancellationToken cancellation) => ResetPages.With(flow, store, hand => Task.FromResult(
        CaseSteps.Now(hand.Case) == CaseSteps.Kind.Check ? Page.Show<CheckPage>(new { hand.Case, settings.Recovery.ReviewTarget }) : Page.GoTo(ResetWords.PathOf(hand.Case))), cancellation);

    public static Task<IResult> SubmitCheck(FlowToken flow, RecoveryStore store, SubmitCase submit, Settings settings, Visitor visitor, CancellationToken cancellation) => ResetPages.With(flow, store, async hand =>
        await submit.Run(flow, visitor, cancellation) is Reply<SubmitCase.View>.Refused { Why: var why }
            ? Page.Show<CheckPage>(new { hand.Case, settings.Recovery.ReviewTarget, Errors = FieldError.Of(why, null) }, 422)
            : Page.GoTo("/reset/status"), cancellation);

    /// <summary>To the next step that is open.</summary>
    internal static Task<IResult> Onwards(FlowToken flow, RecoveryStore store, CancellationToken cancellation) =>
        ResetPages.With(flow, store, hand => Task.FromResult(Page.GoTo(CaseSteps.Now(hand.Case) == CaseSteps.Kind.Check ? "/reset/check" : ResetWords.PathOf(hand.Case))), cancellation);

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
