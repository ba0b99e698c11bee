using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Edges.Crypto;

/// <summary>Notices at start that a database and a key ring do not belong together, before anything is written under the wrong key.</summary>
public static class KeyCheck
{
    private sealed record Row
    {
        public string Name { get; init; } = "";
        public byte[] Value { get; init; } = [];
    }

    /// <exception cref="StartException">A key that the database was used with is missing or another one.</exception>
    public static void Verify(Database database, KeyRing keys, string keyFile)
    {
        var known = database.List<Row>("SELECT name, value FROM installation WHERE name LIKE 'key:%'", null, CancellationToken.None).GetAwaiter().GetResult();
        foreach (var row in known)
        {
            var version = int.Parse(row.Name.AsSpan(4));
            if (!keys.Versions.Contains(version)) throw new StartException($"The key ring {keyFile} lacks key {version}, which this database was written with. Restore the keys.json that belongs to it.");
            if (!keys.Check(version).AsSpan().SequenceEqual(row.Value)) throw new StartException($"Key {version} in {keyFile} is not the one that this database was written with. Restore the keys.json that belongs to it.");
        }
        var change = new Change();
        foreach (var version in keys.Versions.Where(v => known.All(k => k.Name != $"key:{v}")))
            change.Add("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT DO NOTHING", new { name = $"key:{version}", value = keys.Check(version) });
        database.Commit(change, CancellationToken.None).GetAwaiter().GetResult();
    }
}
