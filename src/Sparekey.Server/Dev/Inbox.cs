using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Web;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Dev;

/// <summary>
/// Every message of a development server, newest first: as JSON for tests and scripts, as a page for people.
/// </summary>
public static class Inbox
{
    public sealed record View(IReadOnlyList<FileSender.Delivered> Messages);

    public static readonly Responses Responses = Responses.Of<View>(200, Problem.NotFound);

    /// <param name="to">One address or number; null for all messages.</param>
    public static async Task<IResult> Handle(string? to, Outbox outbox, FileSender sender,
        CancellationToken cancellation) =>
        HttpReply.Of<View>(new View(await Read(to, outbox, sender, cancellation)));

    public static async Task<IResult> Show(string? to, Outbox outbox, FileSender sender, Holder? holder,
        CancellationToken cancellation) =>
        Page.Show(new InboxPage
        {
            Messages = await Read(to, outbox, sender, cancellation),
            To = to,
            SignedIn = holder is not null,
        });

    private static async Task<List<FileSender.Delivered>> Read(string? to, Outbox outbox, FileSender sender,
        CancellationToken cancellation)
    {
        await outbox.Deliver(cancellation);   // the response holds every message that was written before the request
        return await sender.Inbox(string.IsNullOrWhiteSpace(to) ? null : to.Trim(), cancellation);
    }
}
