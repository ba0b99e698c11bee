using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Delivery;

/// <summary>
/// Messages cost money and patience: counts per address, account and network, kept in the transaction that writes the
/// message.
/// </summary>
/// <remarks>
/// Whoever is over a limit gets the same answer as everybody else, and no message: an attacker learns nothing and
/// spends nothing of ours.
/// </remarks>
public sealed class SendLimits(KeyedHash hash, Settings settings)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// What a message that carries a code is counted against. Notices to the owner are not limited: they come from
    /// events that are (<c>Notices.Count</c>).
    /// </summary>
    /// <param name="account">Null for a stranger who is opening an account.</param>
    public IReadOnlyList<SendCount> Of(AccountId? account, Channel channel, string to, Visitor visitor)
    {
        var limits = settings.SendLimits;
        // One mailbox has many spellings and one count.
        var one = channel == Channel.Email && EmailAddress.TryParse(to, out var email) ? email.Normalized : to;
        var address = Convert.ToHexStringLower(hash.Index("send_limit", one).AsSpan(0, 16));
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
