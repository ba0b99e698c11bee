using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Recovery;

/// <summary>The page on which a holder gets the codes of a reset and enters them.</summary>
public sealed class ResetCodePages(
    ResetFlow reset, ShowCase show, SendCode send, ProveCode prove, TimeProvider clock, Settings settings)
{
    /// <param name="Field">The control of the error.</param>
    /// <param name="Address">The new address as typed.</param>
    private sealed record Failure(Refusal Why, string Requirement, string Field, string? Address = null);

    public Task<IResult> Show(FlowToken flow, CancellationToken cancellation) => Codes(flow, null, cancellation);

    public async Task<IResult> Submit(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var requirement = form["requirement"].ToString();
        var field = $"code-{requirement}";
        var reply = await prove.Run(flow, requirement, form[field], Optional(form["factor_id"]), visitor, cancellation);
        return reply is Reply<ProveCode.View>.Refused { Why: var why }
            ? await Codes(flow, new Failure(why, requirement, field), cancellation)
            : await reset.GoOn(flow, cancellation);
    }

    public async Task<IResult> Send(HttpContext http, FlowToken flow, Visitor visitor, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var requirement = form["requirement"].ToString();
        var address = Optional(form[$"address-{requirement}"]);
        var request = new SendCode.Request(requirement, address, Optional(form["channel"]));
        if (await send.Run(flow, request, visitor, cancellation) is not Reply<SendCode.View>.Refused { Why: var why })
            return Page.GoTo("/reset/codes");
        var field = why.Errors is null ? $"code-{requirement}" : $"address-{requirement}";
        return await Codes(flow, new Failure(why, requirement, field, address), cancellation);
    }

    private Task<IResult> Codes(FlowToken flow, Failure? failure, CancellationToken cancellation) => reset.Show(
        flow,
        async loaded =>
        {
            if (loaded.Case.State != CaseState.Proving || !loaded.Case.Requirements.Any(r => r.IsCode))
                return Page.GoTo(ResetWords.PathOf(loaded.Case));
            var page = new CodesPage
            {
                Case = loaded.Case,
                View = await show.Of(loaded, cancellation),
                Now = clock.GetUtcNow(),
                EmailDigits = settings.Numbers.ResetEmailCode.Digits,
                Named = failure?.Requirement,
                Address = failure?.Address,
                Errors = failure is null ? null : [new FieldError(failure.Field, TextCatalogue.Of(failure.Why.Text))],
            };
            return failure is null ? Page.Show(page) : Page.Again(page, failure.Why);
        },
        cancellation);

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
