using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Holds;

/// <summary>Tells the owner on every address of the account: the email, and each confirmed phone by SMS.</summary>
public sealed class AccountNotices(AccountEmails emails, FactorSecrets secrets)
{
    /// <summary>Two results: the account's email, then its phones. Parameter @account.</summary>
    internal const string Sql =
        """
        SELECT account_id, email_sealed AS sealed FROM accounts WHERE account_id = @account;
        SELECT account_id, factor_id, secret_sealed AS sealed FROM factors WHERE account_id = @account AND kind = 'phone' AND state IN ('active', 'disabled');
        """;

    internal sealed record Address
    {
        public AccountId AccountId { get; init; }
        public FactorId? FactorId { get; init; }
        public byte[] Sealed { get; init; } = [];
    }

    internal static List<Address> Read(SqlMapper.GridReader rows) => [.. rows.Read<Address>(), .. rows.Read<Address>()];

    internal void Send(Change change, IEnumerable<Address> addresses, Func<Channel, string, Message> letter)
    {
        foreach (var address in addresses)
            change.Send(address.FactorId is { } phone
                ? letter(Channel.Sms, secrets.OpenText(address.AccountId, phone, address.Sealed))
                : letter(Channel.Email, emails.Open(address.AccountId, address.Sealed)));
    }
}
