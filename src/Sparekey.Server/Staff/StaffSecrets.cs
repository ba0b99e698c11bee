using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Staff;

/// <summary>How a reviewer's address, authenticator and set-up link are kept.</summary>
public sealed class StaffSecrets(SecretBox box, KeyedHash hash, AccountEmails emails)
{
    private const string Purpose = "staff";

    public byte[] SealKey(StaffId staff, ReadOnlySpan<byte> key) => box.Seal(Purpose, Row(staff), key);

    public byte[] OpenKey(StaffId staff, byte[] @sealed) => box.Open(Purpose, Row(staff), @sealed);

    public byte[] IndexOf(EmailAddress email) => emails.Index(email);

    public string OpenEmail(StaffId staff, byte[] @sealed) => emails.Open(AccountOf(staff), @sealed);

    /// <summary>The id under which an unknown address walks through a sign-in: the same every time, and nobody's.</summary>
    public StaffId Pseudo(EmailAddress email) => new(new Guid(hash.Index("pseudo_staff", email.Normalized).AsSpan(0, 16)));

    /// <summary>How the token of a set-up link is stored.</summary>
    public byte[] SetUpHash(BearerToken token) => InviteStaff.SetUpHash(hash, token.Text);

    public byte[] SignInHash(BearerToken token) => hash.Index("staff_sign_in", token.Text);

    /// <summary>Attempts and events of staff lie under their own id, in the tables of accounts: ids are never shared.</summary>
    public static AccountId AccountOf(StaffId staff) => new(staff.Value);

    private static string Row(StaffId staff) => $"staff/{staff}/secret";
}
