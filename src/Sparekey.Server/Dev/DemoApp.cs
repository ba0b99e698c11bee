using Sparekey.Otp;

namespace Sparekey.Server.Dev;

/// <summary>The authenticator app of the people of the demo.</summary>
/// <remarks>
/// A code works once, and the server accepts codes of one step before and after the current one (RFC 6238 section 5.2).
/// The demo confirms keys with the previous code: it never waits, and the current code stays unused. Only a person who
/// must show a second code uses the current one, and then signs in with the next one.
/// </remarks>
public sealed class DemoApp(TimeProvider clock)
{
    public string CodeBefore(DemoPerson person) => Code(person, -1);

    public string Code(DemoPerson person) => Code(person, 0);

    private string Code(DemoPerson person, int steps)
    {
        if (!OtpKey.TryParse(person.BackupKey, out var key)) throw new InvalidOperationException(
            $"{person.Email} has no authenticator.");
        using (key)
            return Totp.Compute(key.Bytes, clock.GetUtcNow() + steps * TimeSpan.FromSeconds(Totp.DefaultPeriod));
    }
}
