using System.Diagnostics;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>
/// The holder chooses what is lost and accepts both warnings. The policy then computes what this account must show for
/// that loss, and the case keeps the result.
/// </summary>
public sealed class ChooseLost(
    Database database, RecoveryStore store, ShowCase show, RecoveryPolicy policy, TimeProvider clock)
{
    public static readonly Responses Responses = Responses.Of<CaseView>(
        200, Problem.InvalidRequest, Problem.WarningsNotAccepted, Problem.NothingLeftToProve, Problem.SignInInstead,
        Problem.WrongState, Problem.Expired, Problem.AccountFrozen);

    private const int LongestList = 8;

    public sealed record Request(IReadOnlyList<string?>? Lost, bool? AcceptWarnings);

    public static async Task<IResult> Handle(
        Request request, FlowToken flow, ChooseLost choose, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await choose.Run(flow, request, visitor, cancellation));

    public async Task<Reply<CaseView>> Run(
        FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (Read(request) is not { } lost) return Refusals.Invalid(("lost", "invalid.lost"));
        if (await store.Load(flow, cancellation) is not { } loaded) return Refusals.FlowRequired;
        var outcome = Ask(loaded, lost, request.AcceptWarnings == true);
        if (outcome is not ChooseOutcome.Chosen { Case: var after }) return RefusalOf(outcome);

        var words = string.Join(' ', after.Lost.Select(thing => WireName.Of(thing)));
        var change = store.Save(Change.Of(loaded.AccountId, visitor), loaded, after)
            .Record(CaseEvent.Of(after, EventKind.RecoveryLostChosen, details: ("lost", words)));
        return await database.Commit(change, cancellation) is { } moved
            ? moved.WhenMoved(CaseRefusals.MovedOn(loaded))
            : await show.Of(loaded with { Case = after }, cancellation);
    }

    /// <summary>The case as it would be. Nothing is saved.</summary>
    public Reply<RecoveryCase> Preview(LoadedCase loaded, Request request)
    {
        if (Read(request) is not { } lost) return Refusals.Invalid(("lost", "invalid.lost"));
        var outcome = Ask(loaded, lost, true);
        return outcome is ChooseOutcome.Chosen chosen ? chosen.Case : RefusalOf(outcome);
    }

    private ChooseOutcome Ask(LoadedCase loaded, IReadOnlyCollection<LostThing> lost, bool accepted) =>
        RecoveryRules.ChooseLost(loaded.Case, lost, accepted, loaded.Account.Facts, policy, clock.GetUtcNow());

    private static Refusal RefusalOf(ChooseOutcome outcome) => outcome switch
    {
        ChooseOutcome.WarningsNotAccepted => Refusals.WarningsNotAccepted,
        ChooseOutcome.NothingChosen => Refusals.Invalid(("lost", "invalid.lost.choose_lost")),
        ChooseOutcome.NotOffered => Refusals.Invalid(("lost", "invalid.lost.choose_lost_2")),
        ChooseOutcome.SignInInstead instead => Refusals.SignInInstead(instead.Hold),
        ChooseOutcome.RefusedByPolicy refused => Refusals.NothingLeftToProve(refused.Reason, TextOf(refused.Reason)),
        ChooseOutcome.NotNow not => CaseRefusals.Of(not.Why, not.State),
        _ => throw new UnreachableException(),
    };

    // The text says what else the holder can do.
    private static string TextOf(string reason) => reason == RecoveryPolicy.NothingLeftToProve
        ? "refusal.nothing_left_to_prove"
        : "refusal.nothing_left_to_prove.policy";

    private static HashSet<LostThing>? Read(Request request)
    {
        if (request.Lost is not { Count: > 0 and <= LongestList } words) return null;
        var lost = new HashSet<LostThing>();
        foreach (var word in words)
            if (WireName.TryParse<LostThing>(word, out var thing)) lost.Add(thing);
            else return null;
        return lost;
    }
}
