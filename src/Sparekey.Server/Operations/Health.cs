using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Operations;

/// <summary>
/// Says whether the process is live, and whether it is ready to serve a person: database, schema, keys and delivery are
/// each tried.
/// </summary>
public sealed class Health(Database database, KeyRing keys, ISender sender, TimeProvider clock, ILogger<Health> log)
    : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Anybody may call, and each try costs a write: one result serves all callers for a second.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Reply<View>? _last;
    private long _lastAt;

    /// <param name="Status"><c>live</c> or <c>ready</c>.</param>
    public sealed record View(string Status);

    public static readonly Responses LiveResponses = Responses.Of<View>(200);

    public static readonly Responses ReadyResponses = Responses.Of<View>(200, Problem.Unavailable);

    public static IResult Live() => HttpReply.Of<View>(new View("live"));

    public static async Task<IResult> Ready(Health health, CancellationToken cancellation) =>
        HttpReply.Of(await health.Run(cancellation));

    public async Task<Reply<View>> Run(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_last is null || clock.GetElapsedTime(_lastAt) > Fresh)
                (_last, _lastAt) = (await Try(cancellation), clock.GetTimestamp());
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Reply<View>> Try(CancellationToken cancellation)
    {
        (string Part, Func<CancellationToken, Task<bool>> Works)[] parts =
        [
            ("database", DatabaseWrites), ("schema", SchemaFits), ("keys", KeysFit), ("delivery", sender.IsReady),
        ];
        foreach (var (part, works) in parts)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                if (await works(limit.Token).WaitAsync(limit.Token)) continue;
            }
            catch (DatabaseMovedException e)
            {
                log.LogError("Not ready: {What}", e.Message);
                return Refusals.Moved;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning("Not ready: {Part} ({Kind})", part, e.GetType().Name);
            }
            return Refusals.NotReady(part);
        }
        return new View("ready");
    }

    private async Task<bool> DatabaseWrites(CancellationToken cancellation)
    {
        var write = Change.OfNobody().Claim(
            Refusals.Unavailable,
            """
            INSERT INTO installation (name, value) VALUES ('ready', @nothing)
            ON CONFLICT (name) DO UPDATE SET value = @nothing
            """,
            new { nothing = Array.Empty<byte>() });
        return await database.Commit(write, cancellation) is null;
    }

    // A newer program may have migrated the database while this one runs: a load balancer then chooses another node.
    private async Task<bool> SchemaFits(CancellationToken cancellation)
    {
        var newer = await database.List<string>(Migrations.NewerSql, new { Migrations.Latest }, cancellation);
        return Migrations.TooNew(newer) is null;
    }

    private async Task<bool> KeysFit(CancellationToken cancellation) =>
        await KeyCheck.Mismatch(database, keys, cancellation) is null;

    public void Dispose() => _one.Dispose();
}
