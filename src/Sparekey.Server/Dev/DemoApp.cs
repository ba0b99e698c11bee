using Sparekey.Otp;

namespace Sparekey.Server.Dev;

/// <summary>The authenticator app of the people of the demo.</summary>
/// <remarks>
/// A code is good once, and the server takes those of one step before and after the present one (RFC 6238 section 5.2).
/// So that nothing has to be waited for and the code of the moment stays unused, keys are confirmed with the code
/// before; only who must show a second code uses the present one, and signs in with the next.
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
