using System.Buffers.Text;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Server.Integration;

/// <summary>Adds, finds and revokes integrators. Only the keyed hash of an API key is stored.</summary>
public sealed class Integrators(Database database, KeyedHash hash, Randomness random, TimeProvider clock)
{
    public const string Purpose = "api_key";

    /// <summary>An API key is <c>sk_</c> and 43 characters of base64url, which are 32 random bytes.</summary>
    public const string Prefix = "sk_";

    private const int KeyBytes = 32;
    private const int LongestName = 60;

    private sealed record Row
    {
        public IntegratorId IntegratorId { get; init; }
        public string Name { get; init; } = "";
    }

    /// <summary>One integrator, for the operator.</summary>
    public sealed record Listed
    {
        public IntegratorId IntegratorId { get; init; }
        public string Name { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
    }

    /// <summary>A new integrator with its key, which is shown only once.</summary>
    public sealed class Added(IntegratorId id, string key)
    {
        public IntegratorId Id { get; } = id;
        public string Key { get; } = key;

        public override string ToString() => $"Added({Id})";
    }

    public byte[] HashOf(string key) => hash.Index(Purpose, key);

    public async Task<Integrator?> Find(string key, CancellationToken cancellation)
    {
        var row = await database.One<Row>(
            "SELECT integrator_id, name FROM integrators WHERE key_hash = @key AND revoked_at IS NULL",
            new { key = HashOf(key) },
            cancellation);
        return row is null ? null : new Integrator(row.IntegratorId, row.Name);
    }

    /// <param name="name">1 to 60 characters, for people; two integrators may have the same name.</param>
    public async Task<Reply<Added>> Add(string name, CancellationToken cancellation)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return Refusals.Invalid(("name", "invalid.name.integrators"));
        var now = clock.GetUtcNow();
        var id = new IntegratorId(random.NewId(now));
        var key = Prefix + Base64Url.EncodeToString(random.Bytes(KeyBytes));
        var change = Change.OfNobody()
            .Add(
                """
                INSERT INTO integrators (key_hash, integrator_id, name, created_at) VALUES (@hash, @id, @name, @now)
                """,
                new { hash = HashOf(key), id, name, now })
            .Record(new AuditEvent(id, EventKind.IntegratorAdded, Actor.Operator, Subject: id.ToString()));
        return await database.Commit(change, cancellation) is { } lost ? lost : new Added(id, key);
    }

    public Task<List<Listed>> List(CancellationToken cancellation) => database.List<Listed>(
        "SELECT integrator_id, name, created_at, revoked_at FROM integrators ORDER BY created_at, integrator_id",
        null,
        cancellation);

    /// <summary>From now on the key opens nothing. Revoking a revoked integrator changes nothing.</summary>
    public async Task<Reply<Nothing>> Revoke(string integratorId, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(integratorId, "N", out var value)) return Refusals.NotFound;
        var id = new IntegratorId(value);
        var count = await database.One<long>(
            "SELECT COUNT(*) FROM integrators WHERE integrator_id = @id", new { id }, cancellation);
        if (count == 0) return Refusals.NotFound;

        // The claim is lost when the integrator was revoked before; the event is then not recorded again.
        var change = Change.OfNobody()
            .Claim(
                Refusals.MovedOn,
                "UPDATE integrators SET revoked_at = @now WHERE integrator_id = @id AND revoked_at IS NULL",
                new { id, now = clock.GetUtcNow() })
            .Record(new AuditEvent(id, EventKind.IntegratorRevoked, Actor.Operator, Subject: id.ToString()));
        await database.Commit(change, cancellation);
        return Nothing.Else;
    }
}
