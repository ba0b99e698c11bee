using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>One reviewer's verdict on a case that the reviewer has taken.</summary>
public sealed class DecideCase(ReviewDesk desk, DecideReset resets, DecideIdentity identities)
{
    public static readonly Responses Responses = Responses.Of<View>(
        200, Problem.InvalidRequest, Problem.NotFound, Problem.OwnCase, Problem.AlreadyDecidedByYou,
        Problem.AlreadyDecided, Problem.NotClaimed, Problem.AccountFrozen);

    private const int LongestNote = 4000;
    private const int LongestMessage = 500;

    /// <param name="Note">For colleagues; sealed. The holder never sees it.</param>
    /// <param name="Message">One or two sentences to the holder, for a refusal or for more information.</param>
    /// <param name="Pictures">For more information: the pictures to take again; all of them when none is named.</param>
    /// <param name="Record">To accept an identity: what the document says.</param>
    public sealed record Request(
        string? Verdict, string? Reason, string? Note, string? Message, IReadOnlyList<string>? Pictures,
        DecideIdentity.Record? Record)
    {
        public override string ToString() => "Request(…)";
    }

    public sealed record View(string State, int Approvals, int ApprovalsNeeded);

    public static async Task<IResult> Handle(
        string caseId, Request request, StaffMember staff, DecideCase decide, Visitor visitor,
        CancellationToken cancellation) =>
        HttpReply.Of(await decide.Run(staff, caseId, request, visitor, cancellation));

    public async Task<Reply<View>> Run(
        StaffMember staff, string caseId, Request request, Visitor visitor, CancellationToken cancellation) =>
        Read(request, staff) switch
        {
            Reply<ReviewVerdict>.Done { Value: var verdict } => await Retry.WhileMoved(
                () => Once(new GivenVerdict(staff, verdict, request.Note, visitor), caseId, request.Record,
                    cancellation),
                atLast: Refusals.AlreadyDecided),
            Reply<ReviewVerdict>.Refused refused => refused.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<Reply<View>> Once(
        GivenVerdict given, string caseId, DecideIdentity.Record? record, CancellationToken cancellation)
    {
        if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
        var own = desk.IsOwn(@case, given.By);
        return @case.IsReset
            ? await resets.Run(@case, given, own, cancellation)
            : await identities.Run(@case, given, record, own, cancellation);
    }

    private static Reply<ReviewVerdict> Read(Request request, StaffMember staff)
    {
        if (!WireName.TryParse<Verdict>(request.Verdict, out var kind))
            return Refusals.Invalid(("verdict", "invalid.verdict"));
        if (!WireName.TryParse<ReviewReason>(request.Reason, out var reason)
            || !ReviewReasons.For(kind).Contains(reason))
            return Refusals.Invalid(("reason", "invalid.reason"));
        if (request.Note?.Length > LongestNote) return TooLong("note", LongestNote);
        var message = string.IsNullOrWhiteSpace(request.Message) ? null : request.Message.Trim();
        if (message?.Length > LongestMessage || message?.Any(IsControl) == true)
            return TooLong("message", LongestMessage);
        var slots = new List<PictureSlot>();
        foreach (var name in request.Pictures ?? [])
            if (WireName.TryParse<PictureSlot>(name, out var slot)) slots.Add(slot);
            else return Refusals.Invalid(("pictures", "invalid.pictures"));
        return new ReviewVerdict(staff.Staff, kind, reason, message, slots);
    }

    private static Refusal TooLong(string field, int most) =>
        Refusals.Invalid((field, new Text("invalid.longest", ("most", most))));

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\r');
}
