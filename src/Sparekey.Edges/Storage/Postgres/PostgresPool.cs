using System.Net.Sockets;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Connections to the server that accepts changes. After a failover this is another host; then connections to the old
/// host and cached roles are discarded (decisions/0011).
/// </summary>
/// <param name="timeout">Maximum wait of a statement for locks.</param>
internal sealed class PostgresPool(PostgresAddress address, TimeSpan timeout) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _shared = Source(address.Pooled(timeout), timeout);

    // Read batches have connections of their own, so that they never wait behind writers.
    private readonly NpgsqlDataSource _readBatches =
        Source(address.Pooled(timeout, ReadBatch.MaxConcurrent), timeout);

    // A cancelled wait for notifications closes its connection at once: no statement runs that the server could cancel.
    private readonly NpgsqlDataSource _dedicated = Source(
        new NpgsqlConnectionStringBuilder(address.Single(timeout)) { CancellationTimeout = -1 }.ConnectionString,
        timeout);

    /// <exception cref="DatabaseUnavailableException">No connection was available. Nothing was sent, so nothing was
    /// changed.</exception>
    public ValueTask<NpgsqlConnection> Open(CancellationToken cancellation) => Open(_shared, cancellation);

    /// <summary>A connection for a read batch.</summary>
    /// <exception cref="DatabaseUnavailableException"/>
    public ValueTask<NpgsqlConnection> OpenForReadBatch(CancellationToken cancellation) =>
        Open(_readBatches, cancellation);

    /// <summary>
    /// A dedicated connection, for session locks and for listening. To close it ends the session.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException"/>
    public ValueTask<NpgsqlConnection> OpenDedicated(CancellationToken cancellation) => Open(_dedicated, cancellation);

    /// <summary>
    /// Discards the pooled connections: they lead to a server that stopped, or that accepts no changes any more.
    /// </summary>
    public void DiscardConnections()
    {
        _shared.Clear();
        _readBatches.Clear();
        ForgetRoles();
    }

    /// <summary>Whether the error concerns the whole server, and not only one statement.</summary>
    public static bool IsServerLost(NpgsqlException e) => e is PostgresException refused
        ? refused.InvariantSeverity is "FATAL" or "PANIC"
            || refused.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        : e.InnerException is IOException or SocketException;

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _readBatches.DisposeAsync();
        await _dedicated.DisposeAsync();
    }

    // Lock waits time out inside PostgreSQL, so a request that was answered with an error is never applied later
    // (decisions/0011). The setting is sent once for each connection. It is not part of the startup message, because a
    // session pooler would refuse it there.
    private static NpgsqlDataSource Source(string connection, TimeSpan timeout)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        var chosen = TimeSpan.FromSeconds(builder.ConnectionStringBuilder.CommandTimeout);   // 0: no timeout
        var lockTimeout = chosen > TimeSpan.Zero && chosen < timeout ? chosen : timeout;
        var set = $"SET lock_timeout = {(long)lockTimeout.TotalMilliseconds}";
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(set, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(set, connection);
                await command.ExecuteNonQueryAsync();
            });
        return builder.Build();
    }

    private async ValueTask<NpgsqlConnection> Open(NpgsqlDataSource source, CancellationToken cancellation)
    {
        for (var again = false; ; again = true)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellation);
            }
            // Npgsql does not wrap the exception of a host name that is not found.
            catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException or IOException)
            {
                // Npgsql caches the role of each host (away, standby, primary). The roles may have changed.
                ForgetRoles();
                if (again || !MayBeOutdated(e)) throw new DatabaseUnavailableException(e);
            }
        }
    }

    // An error without a cause comes from the cached roles. An error of a connection that broke in the pool says
    // nothing about the next connection. Both are worth a second attempt.
    private static bool MayBeOutdated(Exception e) => e is NpgsqlException and not PostgresException
        && (e.InnerException is null
            || (e.InnerException is AggregateException all
                && all.InnerExceptions.Any(one => one is NpgsqlException { InnerException: IOException })));

    private void ForgetRoles()
    {
        foreach (var source in new[] { _shared, _readBatches, _dedicated })
            (source as NpgsqlMultiHostDataSource)?.ClearDatabaseStates();
    }
}
