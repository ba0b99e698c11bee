using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Crypto;

/// <summary>
/// An opaque token of one flow or session: 16 bytes of account id and 32 random bytes, as 64 characters of base64url.
/// </summary>
/// <remarks>
/// The token contains the account id, so that every look-up names the account first. The database stores only a
/// <see cref="KeyedHash"/> of the text.
/// </remarks>
public sealed class BearerToken
{
    /// <summary>Length of the text in characters.</summary>
    public const int Length = 64;

    private const int AccountLength = 16;
    private const int RandomLength = 32;

    private BearerToken(AccountId account, string text) => (Account, Text) = (account, text);

    /// <summary>The account that the token names. This proves nothing before the hash of the token was found.</summary>
    public AccountId Account { get; }

    /// <summary>As <see cref="Account"/>, for a token of a member of the staff.</summary>
    public StaffId Staff => new(Account.Value);

    /// <summary>The secret itself, for the reply that gives it to its holder and for hashing.</summary>
    public string Text { get; }

    public static BearerToken New(AccountId account, Randomness random) => Of(account, random.Bytes(RandomLength));

    public static BearerToken New(StaffId member, Randomness random) => New(new AccountId(member.Value), random);

    /// <summary>Makes the token of a known secret; the same values make the same token.</summary>
    /// <param name="secret">32 unpredictable bytes.</param>
    public static BearerToken Of(AccountId account, ReadOnlySpan<byte> secret) =>
        secret.Length == RandomLength
            ? new(account, Base64Url.EncodeToString([.. account.Value.ToByteArray(bigEndian: true), .. secret]))
            : throw new ArgumentException($"A token is made of {RandomLength} bytes.", nameof(secret));

    public static bool TryParse(string? text, [NotNullWhen(true)] out BearerToken? token)
    {
        token = null;
        // 64 characters are exactly 48 bytes, so each token has one text. With white space or padding there would be
        // fewer bytes.
        Span<byte> bytes = stackalloc byte[AccountLength + RandomLength];
        if (text?.Length != Length
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length)
            return false;
        token = new BearerToken(new AccountId(new Guid(bytes[..AccountLength], bigEndian: true)), text);
        return true;
    }

    public override string ToString() => "BearerToken(…)";
}
