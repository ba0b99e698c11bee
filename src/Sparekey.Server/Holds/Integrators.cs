using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server.Holds;

/// <summary>The exchange's own software, known by its API key.</summary>
public sealed record Integrator(string Id, string Name)
{
    public static ValueTask<Integrator?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Items[typeof(Integrator)] as Integrator);
}

/// <summary>Finds integrators by their key, of which only the keyed hash is stored.</summary>
public sealed class Integrators(Database database, KeyedHash hash)
{
    public const string Purpose = "api_key";

    private sealed record Row
    {
        public string IntegratorId { get; init; } = "";
        public string Name { get; init; } = "";
    }

    public async Task<Integrator?> Find(string key, CancellationToken cancellation)
    {
        var row = await database.One<Row>("SELECT integrator_id, name FROM integrators WHERE key_hash = @key AND revoked_at IS NULL", new { key = hash.Index(Purpose, key) }, cancellation);
        return row is null ? null : new Integrator(row.IntegratorId, row.Name);
    }
}
