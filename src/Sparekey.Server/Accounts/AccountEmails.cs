using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Accounts;

/// <summary>How addresses of accounts are found, sealed and opened.</summary>
public sealed class AccountEmails(KeyedHash hash, SecretBox box)
{
    private const string Purpose = "email";

    /// <summary>Key of the <c>emails</c> table.</summary>
    public byte[] Index(EmailAddress email) => hash.Index(Purpose, email.Normalized);

    /// <summary>The account id under which an unknown address walks through a sign-in: the same every time, and nobody's.</summary>
    public AccountId Pseudo(EmailAddress email) => new(new Guid(hash.Index("pseudo_account", email.Normalized).AsSpan(0, 16)));

    public byte[] Seal(AccountId account, EmailAddress email) => box.Seal(Purpose, Row(account), email.Value);

    public string Open(AccountId account, byte[] @sealed) => box.OpenText(Purpose, Row(account), @sealed);

    private static string Row(AccountId account) => $"accounts/{account}/email";
}
