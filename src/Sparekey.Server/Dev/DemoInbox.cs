using Sparekey.Edges;
using Sparekey.Edges.Delivery;

namespace Sparekey.Server.Dev;

/// <summary>Reads one-time codes in the inbox of the development server.</summary>
public sealed class DemoInbox(Outbox outbox, FileSender carrier)
{
    /// <summary>The code in the newest message with a code to an address or number.</summary>
    /// <exception cref="StartException">No code came: the address belongs to another account.</exception>
    public async Task<string> Code(string to, CancellationToken cancellation)
    {
        await outbox.Deliver(cancellation);
        foreach (var message in await carrier.Inbox(to, cancellation))
            if (MessageText.Cut(message.Text).FirstOrDefault(piece => piece.Kind == MessageText.Kind.Code) is { } code)
                return code.Text;
        throw new StartException(
            $"The demo could not be added to this data folder: no code came to {to}. "
                + "Choose an empty folder with --data.");
    }
}
