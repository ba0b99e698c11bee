using System.Net.Sockets;
using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// The connections to the server that takes changes. Of several servers that may become another one at any time; what
/// is known of the old one is forgotten then (decisions/0011).
/// </summary>
internal sealed class PostgresPool(PostgresAddress address, TimeSpan patience) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _shared = Source(address.Pooled(patience), patience);

    // Small reads of everybody never wait behind those who write.
    private readonly NpgsqlDataSource _together = Source(address.Few(patience, ReadBatch.Trips), patience);

    // Whoever stops listening hangs up at once: there is nothing under way that could be cancelled first.
    private readonly NpgsqlDataSource _alone = Source(
        new NpgsqlConnectionStringBuilder(address.Single(patience)) { CancellationTimeout = -1 }.ConnectionString,
        patience);

    /// <exception cref="DatabaseUnavailableException">None could be had. Nothing was sent, so nothing was
    /// done.</exception>
    public ValueTask<NpgsqlConnection> Open(CancellationToken cancellation) => Open(_shared, cancellation);

    /// <summary>One of the few for what is read together.</summary>
    /// <exception cref="DatabaseUnavailableException"/>
    public ValueTask<NpgsqlConnection> OpenTogether(CancellationToken cancellation) => Open(_together, cancellation);

    /// <summary>
    /// A connection that is nobody else's, and ends when it is closed: for locks of a session and for listening.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException"/>
    public ValueTask<NpgsqlConnection> OpenAlone(CancellationToken cancellation) => Open(_alone, cancellation);

    /// <summary>
    /// Others that lie in the pool lead to the same place: a server that went away, or that takes no changes any more.
    /// </summary>
    public void Forget()
    {
        _shared.Clear();
        _together.Clear();
        ForgetRoles();
    }

    /// <summary>Whether this says that the server itself went away, and not only one statement of ours.</summary>
    public static bool LeadsNowhere(NpgsqlException e) => e is PostgresException told
        ? told.InvariantSeverity is "FATAL" or "PANIC" || told.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        : e.InnerException is IOException or SocketException;

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _together.DisposeAsync();
        await _alone.DisposeAsync();
    }

    // The server itself lets go of a lock that it waited for in vain, so that nothing is done later of which somebody
    // was told that it failed (decisions/0011). Said once a connection and not with its start, where a pooler of
    // sessions in between would refuse it.
    private static NpgsqlDataSource Source(string connection, TimeSpan patience)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        var chosen = TimeSpan.FromSeconds(builder.ConnectionStringBuilder.CommandTimeout);   // 0: for ever
        var longest = chosen > TimeSpan.Zero && chosen < patience ? chosen : patience;
        var say = $"SET lock_timeout = {(long)longest.TotalMilliseconds}";
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(say, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(say, connection);
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
            // a name that is not found comes as it is
            catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException or IOException)
            {
                // Npgsql remembers who was away and who was a standby; one of them may be the primary by now.
                ForgetRoles();
                if (again || !IsOfThePast(e)) throw new DatabaseUnavailableException(e);
            }
        }
    }

    // Without a cause Npgsql answered from memory alone; and a connection that ended while it lay in the pool says
    // nothing of the next one.
    private static bool IsOfThePast(Exception e) => e is NpgsqlException and not PostgresException
        && (e.InnerException is null
            || (e.InnerException is AggregateException all
                && all.InnerExceptions.Any(one => one is NpgsqlException { InnerException: IOException })));

    private void ForgetRoles()
    {
        foreach (var source in new[] { _shared, _together, _alone })
            (source as NpgsqlMultiHostDataSource)?.ClearDatabaseStates();
    }
}
