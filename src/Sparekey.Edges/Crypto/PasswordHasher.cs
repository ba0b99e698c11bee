using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sparekey.Edges.Admission;

namespace Sparekey.Edges.Crypto;

/// <summary>Argon2id over a peppered password.</summary>
/// <remarks>
/// Hashing needs a <see cref="Slot"/> from <see cref="Enter"/>. Admission comes before the charge of the attempt. The
/// input of Argon2id is the base64 of an HMAC-SHA256, under a key of the ring, of the password in NFC and UTF-8.
/// Without the key ring, the passwords of a stolen database cannot be guessed (NIST SP 800-63B-4 section 3.1.1.2). The
/// stored text is <c>k&lt;key version&gt;</c> and the PHC string: <c>k1$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.
/// </remarks>
public sealed class PasswordHasher
{
    private const string Pepper = "pepper";

    private readonly KeyRing _keys;
    private readonly HashingAdmission _admission;
    private readonly string _dummyHash;
    private readonly Check _check;

    /// <summary>Whether the PHC string is a hash of these bytes.</summary>
    public delegate bool Check(string phc, ReadOnlySpan<byte> peppered);

    public PasswordHasher(KeyRing keys, HashingAdmission admission) : this(keys, admission, Sodium.Verify) { }

    /// <summary>
    /// For the bench, which also measures the cost of a sign-in without its hash. The product does not call this.
    /// </summary>
    public PasswordHasher(KeyRing keys, HashingAdmission admission, Check check)
    {
        (_keys, _admission, _check) = (keys, admission, check);
        // No password matches this hash: the value that is verified is always an HMAC under another key.
        _dummyHash = Sodium.Hash(keys.DerivedKey(keys.CurrentVersion, "password of nobody"));
    }

    /// <summary>Waits for a slot.</summary>
    /// <param name="hashes">Approximate number of hashes that the request will compute.</param>
    /// <returns>Null if the queue is full; then nothing may have been charged or spent yet.</returns>
    public Task<Slot?> Enter(Visitor visitor, int hashes, CancellationToken cancellation) =>
        _admission.Enter(visitor.Network, hashes, cancellation);

    public Task<string> Hash(string password, Slot slot)
    {
        var version = _keys.CurrentVersion;
        return slot.Run(
            () => $"k{version.ToString(CultureInfo.InvariantCulture)}{Peppered(version, password, Sodium.Hash)}");
    }

    /// <exception cref="CryptographicException">The stored text is not a hash of this class, or the ring lacks its
    /// key.</exception>
    public Task<bool> Verify(string password, string stored, Slot slot)
    {
        var (version, phc) = Parse(stored)
            ?? throw new CryptographicException("The stored text is not a password hash of Sparekey.");
        return slot.Run(() => Peppered(version, password, peppered => _check(phc, peppered)));
    }

    /// <summary>
    /// Whether a password that was just verified should be hashed again, because the stored hash has an older key or
    /// another cost.
    /// </summary>
    public bool NeedsRehash(string stored) =>
        Parse(stored) is not var (version, phc) || version != _keys.CurrentVersion || Sodium.NeedsRehash(phc);

    /// <summary>
    /// The work of <see cref="Verify"/> for an account that does not exist, so that the time of the response does not
    /// reveal this.
    /// </summary>
    /// <returns>Always false.</returns>
    public async Task<bool> VerifyDummy(string password, Slot slot)
    {
        var version = _keys.CurrentVersion;
        _ = await slot.Run(() => Peppered(version, password, peppered => _check(_dummyHash, peppered)));
        return false;
    }

    private T Peppered<T>(int version, string password, Func<ReadOnlySpan<byte>, T> use)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC));
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(HMACSHA256.HashSizeInBytes)];
        try
        {
            HMACSHA256.HashData(_keys.DerivedKey(version, Pepper), bytes, mac);
            Base64.EncodeToUtf8(mac, text, out _, out _);
            return use(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(mac);
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static (int Version, string Phc)? Parse(string stored)
    {
        var dollar = stored.IndexOf('$');
        return dollar > 1 && stored[0] == 'k'
                && int.TryParse(stored.AsSpan(1, dollar - 1), NumberStyles.None, CultureInfo.InvariantCulture,
                    out var version)
            ? (version, stored[dollar..])
            : null;
    }
}
