using Sparekey.Edges.Admission;

namespace Sparekey.Edges.Crypto;

/// <summary>Bounds how many password hashes are computed at once, and how many requests wait for a hash.</summary>
/// <remarks>
/// Each hash needs 19 MiB and a core. More hashes than cores at once make each one slower and none faster.
/// </remarks>
public sealed class HashingAdmission(int threads, TimeSpan longestQueue, TimeProvider clock)
    : AdmissionControl("hashing", threads, Niceness, longestQueue, clock)
{
    // A tenth of the weight of other threads, by the kernel's table. So a second step or a hold check does not wait for
    // a hash to end.
    private const int Niceness = 10;
}
