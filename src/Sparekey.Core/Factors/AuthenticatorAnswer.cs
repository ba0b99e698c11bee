using Sparekey.Otp;

namespace Sparekey.Core.Factors;

/// <summary>What an authenticator's code turned out to be.</summary>
public abstract record AuthenticatorAnswer
{
    /// <summary>Steps either side of now: 30 s early or late (RFC 6238 section 5.2).</summary>
    public const int Skew = 1;

    private AuthenticatorAnswer() { }

    /// <param name="Step">To be remembered by the one statement that lets it through only once.</param>
    public sealed record Accepted(long Step) : AuthenticatorAnswer;

    public sealed record AlreadyUsed : AuthenticatorAnswer;

    public sealed record Wrong : AuthenticatorAnswer;

    /// <param name="lastStep">The last step that was accepted, or 0.</param>
    /// <param name="code">As <see cref="CodeText.Digits"/> left it.</param>
    public static AuthenticatorAnswer Judge(ReadOnlySpan<byte> secret, long lastStep, string code,
        DateTimeOffset now) =>
        Totp.FindStep(secret, code, now, Skew) switch
        {
            null => new Wrong(),
            { } step when step <= lastStep => new AlreadyUsed(),
            { } step => new Accepted(step),
        };
}
