using Sparekey.Core;
using Sparekey.Core.Identity;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Staff;

namespace Sparekey.Server.Review;

/// <summary>One reviewer's verdict on a case that they have claimed.</summary>
public sealed class DecideCase(ReviewDesk desk, DecideReset resets, DecideIdentity identities)
{
    private const int LongestNote = 4000;
    private const int LongestMessage = 500;
    private const int Retries = 10;

    /// <param name="Note">For colleagues; sealed. The holder never sees it.</param>
    /// <param name="Message">One or two sentences to the holder, for a refusal or for more information.</param>
    /// <param name="Pictures">For more information: the pictures to take again; all of them where none is named.</param>
    /// <param name="Record">To accept an identity: what the document says.</param>
    public sealed record Request(string? Verdict, string? Reason, string? Note, string? Message, IReadOnlyList<string>? Pictures, DecideIdentity.Record? Record)
    {
        public override string ToString() => "Request(…)";
    }

    public sealed record View(string State, int Approvals, int ApprovalsNeeded);

    public static async Task<IResult> Handle(string caseId, Request request, StaffMember staff, DecideCase decide, Visitor visitor, CancellationToken cancellation) =>
        HttpReply.Of(await decide.Run(staff, caseId, request, visitor, cancellation));

    public async Task<Reply<View>> Run(StaffMember staff, string caseId, Request request, Visitor visitor, CancellationToken cancellation)
    {
        if (!WireName.TryParse<Verdict>(request.Verdict, out var kind)) return Refusals.Invalid(("verdict", "invalid.verdict"));
        if (!WireName.TryParse<ReviewReason>(request.Reason, out var reason) || !ReviewReasons.For(kind).Contains(reason)) return Refusals.Invalid(("reason", "invalid.reason"));
        if (request.Note?.Length > LongestNote) return Refusals.Invalid(("note", new("invalid.longest", ("most", LongestNote))));
        var message = string.IsNullOrWhiteSpace(request.Message) ? null : request.Message.Trim();
        if (message?.Length > LongestMessage || message?.Any(c => char.IsControl(c) && c is not ('\n' or '\r')) == true) return Refusals.Invalid(("message", new("invalid.longest", ("most", LongestMessage))));
        var slots = new List<PictureSlot>();
        foreach (var name in request.Pictures ?? [])
            if (WireName.TryParse<PictureSlot>(name, out var slot)) slots.Add(slot);
            else return Refusals.Invalid(("pictures", "invalid.pictures"));
        var verdict = new ReviewVerdict(staff.Staff, kind, reason, message, slots);

        for (var attempt = 0; attempt < Retries; attempt++)
        {
            if (await desk.Load(caseId, cancellation) is not { } @case) return Refusals.NotFound;
            var own = desk.IsOwn(@case, staff);
            var reply = @case.IsReset
                ? await resets.Run(@case, staff, verdict, request.Note, own, visitor, cancellation)
                : await identities.Run(@case, staff, verdict, request.Note, request.Record, own, visitor, cancellation);
            if (reply is not null) return reply;
        }
        return Refusals.AlreadyDecided;
    }
}
