using System.Buffers.Binary;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Keys of advisory locks. PostgreSQL has separate key spaces for locks with one number and with two numbers.
/// </summary>
public static class PostgresLocks
{
    /// <summary>First number of the lock of migrations.</summary>
    public const int Migrations = 1;

    /// <summary>
    /// First number of the locks of periodic jobs. The second number is the hash of the job's name.
    /// </summary>
    public const int PeriodicJobs = 2;

    /// <summary>Distinct keys in ascending order, which is the order of every change.</summary>
    public static long[] Of(IEnumerable<Guid> ids)
    {
        var keys = new List<long>(1);   // Most changes lock one account only.
        foreach (var id in ids)
            if (Of(id) is var key && !keys.Contains(key)) keys.Add(key);
        keys.Sort();
        return [.. keys];
    }

    /// <summary>
    /// Key of an account or a member of the staff: the random half of the id. Two ids with the same key would only make
    /// their changes wait for each other.
    /// </summary>
    public static long Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
