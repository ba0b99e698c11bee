using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Staff;

/// <summary>How address, authenticator and tokens of a member of the staff are stored.</summary>
public sealed class StaffSecrets(SecretBox box, KeyedHash hash, AccountEmails emails)
{
    private const string Purpose = "staff";
    private const string EmailPurpose = "email";

    public byte[] SealKey(StaffId staff, ReadOnlySpan<byte> key) => box.Seal(Purpose, Row(staff), key);

    public byte[] OpenKey(StaffId staff, byte[] @sealed) => box.Open(Purpose, Row(staff), @sealed);

    /// <summary>The same index as of accounts: a reviewer's own case is found by the address.</summary>
    public byte[] IndexOf(EmailAddress email) => emails.Index(email);

    public byte[] SealEmail(StaffId staff, EmailAddress email) => box.Seal(EmailPurpose, EmailRow(staff), email.Value);

    public string OpenEmail(StaffId staff, byte[] @sealed) => box.OpenText(EmailPurpose, EmailRow(staff), @sealed);

    /// <summary>
    /// The id under which an unknown address is counted in a sign-in: the same id every time, which belongs to nobody.
    /// </summary>
    public StaffId Pseudo(EmailAddress email) =>
        new(new Guid(hash.Index("pseudo_staff", email.Normalized).AsSpan(0, 16)));

    /// <summary>How the token of a set-up link is stored.</summary>
    public byte[] SetUpHash(BearerToken token) => hash.Index("staff_set_up", token.Text);

    public byte[] SignInHash(BearerToken token) => hash.Index("staff_sign_in", token.Text);

    private static string Row(StaffId staff) => $"staff/{staff}/secret";

    // Stored addresses of staff are sealed to this name, which is that of an account.
    private static string EmailRow(StaffId staff) => $"accounts/{staff}/email";
}
