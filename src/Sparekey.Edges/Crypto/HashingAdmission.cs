using Sparekey.Edges.Admission;

namespace Sparekey.Edges.Crypto;

/// <summary>Bounds how many password hashes are computed at once, and how many wait for that.</summary>
/// <remarks>Each holds 19 MiB and a core. More at once than cores make every one slower and none sooner.</remarks>
public sealed class HashingAdmission(int slots, TimeSpan patience, TimeProvider clock)
    : AdmissionControl("hashing", slots, Niceness, patience, clock)
{
    // A tenth of the weight of other threads, by the kernel's table: a second step or a hold check between two hashes
    // does not wait for one to end.
    private const int Niceness = 10;
}
