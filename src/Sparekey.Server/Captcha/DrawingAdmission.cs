using Sparekey.Edges.Admission;

namespace Sparekey.Server.Captcha;

/// <summary>
/// Bounds how many pictures are drawn at once, and how many wait for that: anybody may ask for one, and it costs a
/// quarter of a password hash.
/// </summary>
public sealed class DrawingAdmission(TimeSpan patience, TimeProvider clock) : AdmissionControl(
    "drawing", (Environment.ProcessorCount + CoresPerSlot - 1) / CoresPerSlot, Niceness, patience, clock)
{
    // One thread draws about 160 pictures a second, and four cores hash about as many passwords.
    private const int CoresPerSlot = 4;

    // Behind hashing, by about as much as a sign-in's picture costs less than its hash: who only asks for pictures must
    // not keep people from signing in with theirs.
    private const int Niceness = 12;
}
