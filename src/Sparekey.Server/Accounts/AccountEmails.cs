using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Accounts;

/// <summary>Finds, seals and opens the email addresses of accounts.</summary>
public sealed class AccountEmails(KeyedHash hash, SecretBox box)
{
    private const string Purpose = "email";

    /// <summary>The key of the address in the table <c>emails</c>.</summary>
    public byte[] Index(EmailAddress email) => hash.Index(Purpose, email.Normalized);

    /// <summary>
    /// The account id with which a sign-in to an unknown address goes on. It is always the same for one address, and no
    /// account has it.
    /// </summary>
    public AccountId Pseudo(EmailAddress email) =>
        new(new Guid(hash.Index("pseudo_account", email.Normalized).AsSpan(0, 16)));

    public byte[] Seal(AccountId account, EmailAddress email) => box.Seal(Purpose, Row(account), email.Value);

    public string Open(AccountId account, byte[] @sealed) => box.OpenText(Purpose, Row(account), @sealed);

    private static string Row(AccountId account) => $"accounts/{account}/email";
}
