using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sparekey.Core;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Captcha;

/// <summary>
/// What a solved captcha is worth: one call of its purpose. The database judges whether it was spent; what cannot be
/// good is known without asking it.
/// </summary>
/// <remarks>
/// A token waits in line before it is spent. So that nobody fills the line with made-up tokens, each carries its end
/// and a mark under a key; and so that nobody fills it with one that was won, a token is in one request's hand at a
/// time, and never again after it was charged. What is remembered for that ends with the token, and each cost a solved
/// captcha.
/// </remarks>
public sealed class CaptchaTokens(KeyedHash hash, Randomness random, TimeProvider clock)
{
    private const string IndexPurpose = "captcha_token";
    private const string MarkPurpose = "captcha_mark";
    private const int RandomBytes = 12;
    // in hexadecimal, with the second at which it ends
    private const int HeadLength = 2 * (RandomBytes + sizeof(uint));
    private const int MarkBytes = 16;
    private const int Length = HeadLength + (2 * MarkBytes);

    // How often what has ended is forgotten.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _inHand = new();
    private DateTimeOffset _sweepAt;

    /// <summary>
    /// A token in the hand of one request. Another one may take it after this was disposed of, unless it was charged.
    /// </summary>
    public sealed class Held : IDisposable
    {
        private readonly CaptchaTokens _tokens;
        private readonly string _text;
        private bool _charged;

        internal Held(CaptchaTokens tokens, string text) => (_tokens, _text, Key) = (tokens, text, tokens.KeyOf(text));

        /// <summary>For <see cref="Captchas.SpendSql"/>.</summary>
        public byte[] Key { get; }

        /// <summary>The database has judged it: whatever it said, the token is spent.</summary>
        public void Charged() => _charged = true;

        public void Dispose()
        {
            if (!_charged) _tokens._inHand.TryRemove(_text, out _);
        }
    }

    /// <returns>64 hexadecimal digits: random, the end, and the mark of both.</returns>
    public string New(CaptchaPurpose purpose, DateTimeOffset expires)
    {
        Span<byte> head = stackalloc byte[RandomBytes + sizeof(uint)];
        random.Bytes(RandomBytes).CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head[RandomBytes..], (uint)expires.ToUnixTimeSeconds());
        var text = Convert.ToHexStringLower(head);
        return text + Convert.ToHexStringLower(MarkOf(purpose, text));
    }

    /// <summary>The key under which a token lies in the database.</summary>
    public byte[] KeyOf(string token) => hash.Index(IndexPurpose, token);

    /// <summary>
    /// Takes a token for a request; null when it is none, too old, for something else, in another request's hand, or
    /// known to be spent.
    /// </summary>
    public Held? Take(string? token, CaptchaPurpose purpose)
    {
        var now = clock.GetUtcNow();
        if (now > _sweepAt) Sweep(now);
        if (token is not { Length: Length } || !token.All(char.IsAsciiHexDigitLower)) return null;
        var expires = DateTimeOffset.FromUnixTimeSeconds(Convert.ToUInt32(token[(2 * RandomBytes)..HeadLength], 16));
        if (expires < now - TimeSpan.FromSeconds(1)
            || !CryptographicOperations.FixedTimeEquals(MarkOf(purpose, token[..HeadLength]),
                Convert.FromHexString(token[HeadLength..])))
            return null;
        return _inHand.TryAdd(token, expires) ? new Held(this, token) : null;
    }

    private byte[] MarkOf(CaptchaPurpose purpose, string head) => hash.Index(MarkPurpose,
        $"{WireName.Of(purpose)}:{head}")[..MarkBytes];

    private void Sweep(DateTimeOffset now)
    {
        _sweepAt = now + SweepEvery;
        foreach (var (token, expires) in _inHand)
            if (expires < now - SweepEvery) _inHand.TryRemove(token, out _);
    }
}
