using Sparekey.Edges.Admission;

namespace Sparekey.Server.Captcha;

/// <summary>
/// Bounds how many pictures are drawn at once, and how many requests wait for one. Anybody may ask for a picture, and a
/// picture costs a quarter of a password hash.
/// </summary>
public sealed class DrawingAdmission(TimeSpan patience, TimeProvider clock) : AdmissionControl(
    "drawing", (Environment.ProcessorCount + CoresPerSlot - 1) / CoresPerSlot, Niceness, patience, clock)
{
    // One thread draws about 160 pictures a second, and four cores hash about as many passwords.
    private const int CoresPerSlot = 4;

    // Less weight than hashing, by about the ratio of their costs: a flood of requests for pictures must not delay
    // people who sign in.
    private const int Niceness = 12;
}
