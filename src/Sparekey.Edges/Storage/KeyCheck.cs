using Dapper;
using Npgsql;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage.Postgres;

namespace Sparekey.Edges.Storage;

/// <summary>
/// Detects that a database and a key ring do not belong together, before data is written under the wrong key.
/// </summary>
public static class KeyCheck
{
    public const string Sql = "SELECT name, value FROM installation WHERE name LIKE 'key:%'";

    public sealed record Row
    {
        public string Name { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    /// <summary>Also records keys that are new since the last start.</summary>
    /// <exception cref="StartException">A key with which the database was used is missing or differs.</exception>
    public static void Verify(Database database, KeyRing keys, string keyFile)
    {
        var known = database.List<Row>(Sql, null, CancellationToken.None).GetAwaiter().GetResult();
        if (Mismatch(known, keys) is { } mismatch)
            throw new StartException($"{mismatch} Restore the keys.json that belongs to it to {keyFile}.");
        var change = Change.OfNobody();
        foreach (var version in keys.Versions.Where(v => known.All(k => k.Name != $"key:{v}")))
            change.Add("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT DO NOTHING",
                new { name = $"key:{version}", value = keys.Check(version) });
        if (change.Statements.Count == 0) return;
        database.Commit(change, CancellationToken.None).GetAwaiter().GetResult();
        // If two nodes with different keys start on an empty database at the same time, the later one is refused here.
        if (Mismatch(database.List<Row>(Sql, null, CancellationToken.None).GetAwaiter().GetResult(), keys) is { } late)
            throw new StartException($"{late} Every node has the same keys.json: copy it to {keyFile}.");
    }

    /// <summary>Whether the database was ever used with a key ring.</summary>
    public static bool HasKeys(PostgresAddress address)
    {
        using var connection = new NpgsqlConnection(address.Single(Database.PatienceOfVerbs));
        return connection.Query<Row>(Sql).Any();
    }

    /// <returns>Null, or one sentence that says which key does not fit.</returns>
    public static async Task<string?> Mismatch(Database database, KeyRing keys, CancellationToken cancellation) =>
        Mismatch(await database.List<Row>(Sql, null, cancellation), keys);

    public static string? Mismatch(IEnumerable<Row> known, KeyRing keys)
    {
        foreach (var row in known)
        {
            var version = int.Parse(row.Name.AsSpan(4));
            if (!keys.Versions.Contains(version))
                return $"The key ring lacks key {version}, which this database was written with.";
            if (!keys.Check(version).AsSpan().SequenceEqual(row.Value))
                return $"Key {version} of the key ring is not the one that this database was written with.";
        }
        return null;
    }
}
