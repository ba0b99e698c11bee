using System.Buffers.Binary;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>Advisory locks: who holds what. Locks with two numbers and locks with one never meet.</summary>
public static class PostgresLocks
{
    /// <summary>First number of the lock for migrations.</summary>
    public const int Migrations = 1;

    /// <summary>
    /// First number of the locks for what the server does by itself; the second is the hash of its name.
    /// </summary>
    public const int Chores = 2;

    /// <summary>Each once, in the order that is the same for everybody.</summary>
    public static long[] Of(IEnumerable<Guid> ids)
    {
        var keys = new List<long>(1);   // mostly the account alone
        foreach (var id in ids)
            if (Of(id) is var key && !keys.Contains(key)) keys.Add(key);
        keys.Sort();
        return [.. keys];
    }

    /// <summary>
    /// The number that stands for an account or a reviewer: the half of its id that is random. Two that share one would
    /// only wait for each other.
    /// </summary>
    public static long Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
