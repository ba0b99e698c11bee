using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sparekey.Edges.Admission;

namespace Sparekey.Edges.Crypto;

/// <summary>Argon2id over a peppered password.</summary>
/// <remarks>
/// Whoever hashes has a <see cref="Slot"/> from <see cref="Enter"/>, taken before anything was charged for the attempt.
/// The pepper is HMAC-SHA256 under a key of the ring, of the UTF-8 of the password in NFC; its base64 is what Argon2id
/// gets. So the hashes of a stolen database cannot be guessed at all without the ring (NIST SP 800-63B-4 section
/// 3.1.1.2). Stored text is <c>k&lt;key version&gt;</c> and the PHC string:
/// <c>k1$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.
/// </remarks>
public sealed class PasswordHasher
{
    private const string Pepper = "pepper";

    private readonly KeyRing _keys;
    private readonly HashingAdmission _gate;
    private readonly string _nobody;
    private readonly Check _check;

    /// <summary>Whether a PHC string is the one of these bytes.</summary>
    public delegate bool Check(string phc, ReadOnlySpan<byte> peppered);

    public PasswordHasher(KeyRing keys, HashingAdmission gate) : this(keys, gate, Sodium.Verify) { }

    /// <summary>
    /// For the bench, which also measures what a sign-in costs beside its hash. Nothing of the product calls it.
    /// </summary>
    public PasswordHasher(KeyRing keys, HashingAdmission gate, Check check)
    {
        (_keys, _gate, _check) = (keys, gate, check);
        // Nobody can type it: what is checked against it is always an HMAC under another key.
        _nobody = Sodium.Hash(keys.DerivedKey(keys.CurrentVersion, "password of nobody"));
    }

    /// <summary>Waits for a turn to hash.</summary>
    /// <param name="hashes">How many, about.</param>
    /// <returns>At once null when too many wait already: nothing may have been charged or spent by then.</returns>
    public Task<Slot?> Enter(Visitor visitor, int hashes, CancellationToken cancellation) =>
        _gate.Enter(visitor.Network, hashes, cancellation);

    public Task<string> Hash(string password, Slot slot)
    {
        var version = _keys.CurrentVersion;
        return slot.Run(
            () => $"k{version.ToString(CultureInfo.InvariantCulture)}{Peppered(version, password, Sodium.Hash)}");
    }

    /// <exception cref="CryptographicException">The stored text is not one of ours, or the ring lacks its
    /// key.</exception>
    public Task<bool> Verify(string password, string stored, Slot slot)
    {
        var (version, phc) = Parse(stored)
            ?? throw new CryptographicException("The stored text is not a password hash of Sparekey.");
        return slot.Run(() => Peppered(version, password, peppered => _check(phc, peppered)));
    }

    /// <summary>
    /// Whether a password that was just verified should be hashed anew: an older key, or another cost than today's.
    /// </summary>
    public bool NeedsRehash(string stored) =>
        Parse(stored) is not var (version, phc) || version != _keys.CurrentVersion || Sodium.NeedsRehash(phc);

    /// <summary>
    /// The work of <see cref="Verify"/> for an account that does not exist, so that time does not tell.
    /// </summary>
    /// <returns>Always false.</returns>
    public async Task<bool> VerifyNothing(string password, Slot slot)
    {
        var version = _keys.CurrentVersion;
        _ = await slot.Run(() => Peppered(version, password, peppered => _check(_nobody, peppered)));
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
