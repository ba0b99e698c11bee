using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sparekey.Core;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Captcha;

/// <summary>
/// A captcha token pays for one call of its purpose. The database judges whether a token was spent; a token that cannot
/// be good is refused before the database is asked.
/// </summary>
/// <remarks>
/// A request with a token waits in a queue before the token is spent. Nobody can fill the queue with invented tokens:
/// each token carries its expiry and a MAC. Nobody can fill the queue with one good token: a token is reserved for one
/// request at a time, and never again after it was charged. A reservation ends with its token, and each token costs a
/// solved captcha, so the memory stays small.
/// </remarks>
public sealed class CaptchaTokens(KeyedHash hash, Randomness random, TimeProvider clock)
{
    private const string IndexPurpose = "captcha_token";
    private const string MacPurpose = "captcha_mark";
    private const int RandomBytes = 12;
    // In hexadecimal: the random bytes and the second of the expiry.
    private const int HeadLength = 2 * (RandomBytes + sizeof(uint));
    private const int MacBytes = 16;
    private const int Length = HeadLength + (2 * MacBytes);

    // How often reservations of expired tokens are removed.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _reserved = new();
    private DateTimeOffset _sweepAt;

    /// <summary>
    /// A token that is reserved for one request. When this is disposed of, another request may take the token, unless
    /// the token was charged.
    /// </summary>
    public sealed class Held : IDisposable
    {
        private readonly CaptchaTokens _tokens;
        private readonly string _text;
        private bool _charged;

        internal Held(CaptchaTokens tokens, string text) => (_tokens, _text, Key) = (tokens, text, tokens.KeyOf(text));

        /// <summary>For <see cref="Captchas.SpendSql"/>.</summary>
        public byte[] Key { get; }

        /// <summary>The database has judged the token. Whatever the outcome, the token is spent.</summary>
        public void Charged() => _charged = true;

        public void Dispose()
        {
            if (!_charged) _tokens._reserved.TryRemove(_text, out _);
        }
    }

    /// <returns>64 hexadecimal digits: random bytes, the expiry, and the MAC of both.</returns>
    public string New(CaptchaPurpose purpose, DateTimeOffset expires)
    {
        Span<byte> head = stackalloc byte[RandomBytes + sizeof(uint)];
        random.Bytes(RandomBytes).CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head[RandomBytes..], (uint)expires.ToUnixTimeSeconds());
        var text = Convert.ToHexStringLower(head);
        return text + Convert.ToHexStringLower(MacOf(purpose, text));
    }

    /// <summary>The key of a token in the database.</summary>
    public byte[] KeyOf(string token) => hash.Index(IndexPurpose, token);

    /// <summary>
    /// Reserves a token for a request. Null when the text is no token, when the token has expired or has another
    /// purpose, and when it is reserved or spent.
    /// </summary>
    public Held? Take(string? token, CaptchaPurpose purpose)
    {
        var now = clock.GetUtcNow();
        if (now > _sweepAt) Sweep(now);
        if (token is not { Length: Length } || !token.All(char.IsAsciiHexDigitLower)) return null;
        var expires = DateTimeOffset.FromUnixTimeSeconds(Convert.ToUInt32(token[(2 * RandomBytes)..HeadLength], 16));
        if (expires < now - TimeSpan.FromSeconds(1)
            || !CryptographicOperations.FixedTimeEquals(MacOf(purpose, token[..HeadLength]),
                Convert.FromHexString(token[HeadLength..])))
            return null;
        return _reserved.TryAdd(token, expires) ? new Held(this, token) : null;
    }

    private byte[] MacOf(CaptchaPurpose purpose, string head) => hash.Index(MacPurpose,
        $"{WireName.Of(purpose)}:{head}")[..MacBytes];

    private void Sweep(DateTimeOffset now)
    {
        _sweepAt = now + SweepEvery;
        foreach (var (token, expires) in _reserved)
            if (expires < now - SweepEvery) _reserved.TryRemove(token, out _);
    }
}
