using Dapper;
using Sparekey.Core.Accounts;
using Sparekey.Core.Factors;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Accounts;

/// <summary>A message for every address of an account: an email, and a text message for phones.</summary>
/// <param name="name">Its name in the catalogue of messages.</param>
public sealed class Notice(string name, params (string Name, object? Value)[] values)
{
    public string Name { get; } = name;

    public IReadOnlyList<(string Name, object? Value)> Values { get; } = values;
}

/// <summary>
/// Tells the owner at every address of the account, by email and by SMS to each confirmed phone. An attacker who holds
/// one address cannot act unseen.
/// </summary>
public sealed class Notices(AccountEmails emails, FactorSecrets secrets, TimeProvider clock, Settings settings)
{
    /// <summary>
    /// Additions a day to one account. Each addition sends a message to every phone of the account: without a limit,
    /// one holder could spend our money. Removals are not counted. Our choice.
    /// </summary>
    public const int AdditionsADay = 20;

    /// <summary>
    /// Counts an addition (a factor, recovery codes, questions) in the change that makes it. Over the limit the change
    /// is refused with <see cref="Refusals.TooManyChanges"/>.
    /// </summary>
    public Change Count(Change change, AccountId account)
    {
        var count = new SendCount($"changes:{account}:day", TimeSpan.FromDays(1), AdditionsADay);
        return change.Claim(
            Refusals.TooManyChanges,
            SendCount.CountBelowLimitSql,
            new { count.Subject, count.Limit, start = count.WindowStart(clock.GetUtcNow()) });
    }

    /// <summary>
    /// For callers that do not load the whole account. Two results: its email, then its phones. Parameter @account.
    /// </summary>
    public static readonly string AddressesSql =
        $"""
        SELECT account_id, email_sealed AS sealed FROM accounts WHERE account_id = @account;
        SELECT account_id, factor_id, secret_sealed AS sealed FROM factors
        WHERE account_id = @account AND {FactorSql.IsPhone} AND {FactorSql.IsBound};
        """;

    /// <summary>One address of an account, still sealed.</summary>
    public sealed record Address
    {
        public AccountId AccountId { get; init; }

        /// <summary>Null for the email.</summary>
        public FactorId? FactorId { get; init; }

        public byte[] Sealed { get; init; } = [];
    }

    public static IReadOnlyList<Address> ReadAddresses(SqlMapper.GridReader rows) =>
        [.. rows.Read<Address>(), .. rows.Read<Address>()];

    /// <summary>Adds the notice to a change, for the addresses that the account had before the change.</summary>
    public void Tell(Change change, AccountRecord account, Notice notice)
    {
        var email = new Address { AccountId = account.Account, Sealed = account.Own.EmailSealed };
        var phones = account.Factors
            .Where(factor => factor is { Kind: FactorKind.Phone, IsBound: true })
            .Select(phone => email with { FactorId = phone.FactorId, Sealed = phone.SecretSealed! });
        Tell(change, [email, .. phones], notice);
    }

    public void Tell(Change change, IEnumerable<Address> addresses, Notice notice)
    {
        foreach (var address in addresses)
        {
            var (channel, to) = address.FactorId is { } phone
                ? (Channel.Sms, secrets.OpenText(address.AccountId, phone, address.Sealed))
                : (Channel.Email, emails.Open(address.AccountId, address.Sealed));
            change.Send(CatalogueMessage.Of(settings, address.AccountId, channel, to, notice.Name, [.. notice.Values]));
        }
    }

    public string Email(AccountRecord account) => emails.Open(account.Account, account.Own.EmailSealed);
}
