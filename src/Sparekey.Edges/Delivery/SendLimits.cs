using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// Limits messages, which cost money and annoy their readers: counts for each address, account and network, updated in
/// the transaction that writes the message.
/// </summary>
/// <remarks>
/// A request over a limit receives the usual response, but no message is sent. An attacker learns nothing and costs us
/// nothing.
/// </remarks>
public sealed class SendLimits(KeyedHash hash, Settings settings)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The counts to which a message with a code adds. Notices to the holder are not limited here, because the events
    /// that cause them are limited (<c>Notices.Count</c>).
    /// </summary>
    /// <param name="account">Null for a stranger who opens an account.</param>
    public IReadOnlyList<SendCount> Of(AccountId? account, Channel channel, string to, Visitor visitor)
    {
        var limits = settings.SendLimits;
        // Several spellings of an email address may lead to one mailbox, which has one count.
        var normalized = channel == Channel.Email && EmailAddress.TryParse(to, out var email) ? email.Normalized : to;
        var address = Convert.ToHexStringLower(hash.Index("send_limit", normalized).AsSpan(0, 16));
        List<SendCount> counts =
        [
            new($"address:{address}:hour", Hour, limits.PerAddressHour),
            new($"address:{address}:day", Day, limits.PerAddressDay),
            new($"network:{visitor.Network}:hour", Hour, limits.PerNetworkHour),
        ];
        if (account is { } known && channel != Channel.Email)
            counts.Add(new($"account:{known}:day", Day, limits.PerAccountDay));
        return counts;
    }
}
