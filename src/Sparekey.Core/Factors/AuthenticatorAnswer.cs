using Sparekey.Otp;

namespace Sparekey.Core.Factors;

/// <summary>The verdict on an authenticator's code.</summary>
public abstract record AuthenticatorAnswer
{
    /// <summary>
    /// Accepted time steps before and after the current one: 30 s early or late (RFC 6238 section 5.2).
    /// </summary>
    public const int Skew = 1;

    private AuthenticatorAnswer() { }

    /// <param name="Step">Store the step with the statement that accepts it, so that a step is accepted once.</param>
    public sealed record Accepted(long Step) : AuthenticatorAnswer;

    public sealed record AlreadyUsed : AuthenticatorAnswer;

    public sealed record Wrong : AuthenticatorAnswer;

    /// <param name="lastStep">The last step that was accepted, or 0.</param>
    /// <param name="code">A result of <see cref="CodeText.Digits"/>.</param>
    public static AuthenticatorAnswer Judge(ReadOnlySpan<byte> secret, long lastStep, string code,
        DateTimeOffset now) =>
        Totp.FindStep(secret, code, now, Skew) switch
        {
            null => new Wrong(),
            { } step when step <= lastStep => new AlreadyUsed(),
            { } step => new Accepted(step),
        };
}
