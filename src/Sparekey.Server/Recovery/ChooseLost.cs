using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Recovery;

/// <summary>What is unavailable, and both warnings accepted: the requirements of this account for that loss are computed and fixed.</summary>
public sealed class ChooseLost(Database database, RecoveryStore store, ShowCase show, RecoveryPolicy policy, TimeProvider clock)
{
    public sealed record Request(IReadOnlyList<string?>? Lost, bool? AcceptWarnings);

    public static async Task<IResult> Handle(Request request, FlowToken flow, ChooseLost choose, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await choose.Run(flow, request, visitor, cancellation));

    public async Task<Reply<CaseView>> Run(FlowToken flow, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (Read(request) is not { } lost) return Refusals.Invalid(("lost", "invalid.lost"));
        if (await store.Load(flow, cancellation) is not { } hand) return Refusals.FlowRequired;
        var outcome = Ask(hand, lost, request.AcceptWarnings == true);
        if (outcome is not ChooseOutcome.Chosen chosen) return RefusalOf(outcome);

        var change = store.Save(new Change(visitor), hand, chosen.Case).Record(new AuditEvent(chosen.Case.AccountId, EventKind.RecoveryLostChosen, Actor.Owner, Subject: chosen.Case.CaseId.ToString(),
            Details: new Dictionary<string, string> { ["lost"] = string.Join(' ', chosen.Case.Lost.Select(thing => WireName.Of(thing))) }));
        return await database.CommitNamed(change, cancellation) is null ? await show.Of(hand with { Case = chosen.Case }, cancellation) : CaseRefusals.MovedOn(hand);
    }

    /// <summary>What would be asked, before anything is: nothing is saved.</summary>
    public Reply<RecoveryCase> Preview(LoadedCase hand, Request request)
    {
        if (Read(request) is not { } lost) return Refusals.Invalid(("lost", "invalid.lost"));
        var outcome = Ask(hand, lost, true);
        return outcome is ChooseOutcome.Chosen chosen ? chosen.Case : RefusalOf(outcome);
    }

    private ChooseOutcome Ask(LoadedCase hand, IReadOnlyCollection<LostThing> lost, bool accepted) =>
        RecoveryRules.ChooseLost(hand.Case, lost, accepted, hand.Account.Facts, policy, clock.GetUtcNow());

    private static Refusal RefusalOf(ChooseOutcome outcome) => outcome switch
    {
        ChooseOutcome.WarningsNotAccepted => Refusals.WarningsNotAccepted,
        ChooseOutcome.NothingChosen => Refusals.Invalid(("lost", "invalid.lost.choose_lost")),
        ChooseOutcome.NotOffered => Refusals.Invalid(("lost", "invalid.lost.choose_lost_2")),
        ChooseOutcome.SignInInstead instead => Refusals.SignInInstead(instead.Hold),
        ChooseOutcome.RefusedByPolicy refused => Refusals.NothingLeftToProve(refused.Reason, Because(refused.Reason)),
        ChooseOutcome.NotNow not => CaseRefusals.Of(not.Why, not.State),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // The second sentence says what else can be done: the reader needs a way on.
    private static string Because(string reason) => reason == RecoveryPolicy.NothingLeftToProve
        ? "refusal.nothing_left_to_prove"
        : "refusal.nothing_left_to_prove.policy";

    private static HashSet<LostThing>? Read(Request request)
    {
        if (request.Lost is not { Count: > 0 and <= 8 } words) return null;
        var lost = new HashSet<LostThing>();
        foreach (var word in words)
            if (WireName.TryParse<LostThing>(word, out var thing)) lost.Add(thing);
            else return null;
        return lost;
    }
}
