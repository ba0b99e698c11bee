using System.Buffers.Text;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.Messages;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Server.Integration;

/// <summary>The exchange's own software, known by its API key.</summary>
public sealed record Integrator(string Id, string Name)
{
    public static ValueTask<Integrator?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(Integrator)] as Integrator);
}

/// <summary>
/// An API key that the request carries and that nobody has looked up yet: the handler's own statement does, together
/// with what is asked.
/// </summary>
public sealed class ApiKey(string text)
{
    public string Text { get; } = text;

    public static ValueTask<ApiKey?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Items[typeof(ApiKey)] as ApiKey);

    public override string ToString() => "ApiKey(…)";
}

/// <summary>Adds, finds and revokes integrators. Of a key only the keyed hash is stored.</summary>
public sealed class Integrators(Database database, KeyedHash hash, Randomness random, TimeProvider clock)
{
    public const string Purpose = "api_key";

    /// <summary>Of a key: <c>sk_</c> and 43 characters of base64url, which are 32 random bytes.</summary>
    public const string Prefix = "sk_";

    private const int KeyBytes = 32;
    private const int LongestName = 60;

    private sealed record Row
    {
        public string IntegratorId { get; init; } = "";
        public string Name { get; init; } = "";
    }

    /// <summary>One integrator, for the operator.</summary>
    public sealed record Listed
    {
        public string IntegratorId { get; init; } = "";
        public string Name { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
    }

    /// <summary>A new integrator with its key, which is shown this once.</summary>
    public sealed class Added(string id, string key)
    {
        public string Id { get; } = id;
        public string Key { get; } = key;

        public override string ToString() => $"Added({Id})";
    }

    public byte[] HashOf(string key) => hash.Index(Purpose, key);

    public async Task<Integrator?> Find(string key, CancellationToken cancellation)
    {
        var row = await database.One<Row>(
            "SELECT integrator_id, name FROM integrators WHERE key_hash = @key AND revoked_at IS NULL",
            new { key = HashOf(key) }, cancellation);
        return row is null ? null : new Integrator(row.IntegratorId, row.Name);
    }

    /// <param name="name">1 to 60 characters, for people; two integrators may share one.</param>
    public async Task<Reply<Added>> Add(string name, CancellationToken cancellation)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) return Refusals.Invalid(("name",
            "invalid.name.integrators"));
        var now = clock.GetUtcNow();
        var id = random.NewId(now);
        var key = Prefix + Base64Url.EncodeToString(random.Bytes(KeyBytes));
        await database.Commit(Change.OfNobody()
            .Add("INSERT INTO integrators (key_hash, integrator_id, name, created_at) "
                + "VALUES (@hash, @id, @name, @now)", new { hash = HashOf(key), id = id.ToString("N"), name, now })
            .Record(new AuditEvent(new IntegratorId(id), EventKind.IntegratorAdded, Actor.Operator,
                Subject: id.ToString(
                    "N"))), cancellation);
        return new Added(id.ToString("N"), key);
    }

    public Task<List<Listed>> List(CancellationToken cancellation) =>
        database.List<Listed>("SELECT integrator_id, name, created_at, revoked_at FROM integrators "
            + "ORDER BY created_at, integrator_id", null, cancellation);

    /// <summary>The key opens nothing from now on. Revoking twice is no error.</summary>
    public async Task<Reply<Nothing>> Revoke(string id, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "N", out var integrator)) return Refusals.NotFound;
        var known = await database.One<long>("SELECT COUNT(*) FROM integrators WHERE integrator_id = @id", new { id },
            cancellation) > 0;
        if (!known) return Refusals.NotFound;
        await database.Commit(Change.OfNobody()
            .Claim(Refusals.MovedOn,
                "UPDATE integrators SET revoked_at = @now WHERE integrator_id = @id AND revoked_at IS NULL",
                new { id, now = clock.GetUtcNow() })
            .Record(new AuditEvent(new IntegratorId(integrator), EventKind.IntegratorRevoked, Actor.Operator,
                    Subject: id)),
                cancellation);
        return Nothing.Else;
    }
}
