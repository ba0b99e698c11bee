using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// The connection string of a PostgreSQL, read from the setting, with our defaults for the options that the operator
/// left out. It contains a password, so it never prints.
/// </summary>
public sealed class PostgresAddress
{
    // Prepared statements of a connection. A step of a sign-in has about twenty statements; the whole program has fewer
    // than this number.
    private const int MaxPrepared = 256;

    // The server itself ends a statement that waits for a lock longer than the timeout (PostgresPool). Npgsql cancels
    // the statement only this much later, so that the server's own error arrives first.
    private static readonly TimeSpan CancelDelay = TimeSpan.FromSeconds(1);

    // Npgsql closes the connection if the server has not answered a cancellation after this time.
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(2);

    private const int MaxConnectTimeout = 30;   // seconds, also if a statement may take hours

    // Of several hosts, one that does not answer is skipped after this time. Two of them fit into the time for which a
    // request waits.
    private static readonly TimeSpan HostTimeout = TimeSpan.FromSeconds(2);

    // How long Npgsql caches the role of each of several hosts. When the cache of a silent host expires, a request
    // waits for that host again. A short time is not necessary: a request that finds no host that accepts changes
    // clears the cache (PostgresPool).
    private static readonly TimeSpan RoleCacheTime = TimeSpan.FromMinutes(1);

    // Interval of the keepalive queries, which detect a dead peer.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    // More connections make nothing faster (bench/RESULTS.md), and three nodes fit into PostgreSQL's default limit of
    // 100 connections.
    private const int RequestConnections = 24;

    // Besides the connections for requests and for read batches: one listens, and each running periodic job holds its
    // lock on one.
    private const int DedicatedConnections = 5;

    private readonly NpgsqlConnectionStringBuilder _given;

    private PostgresAddress(NpgsqlConnectionStringBuilder given) => _given = given;

    /// <exception cref="StartException">The setting is not a connection string. The message does not repeat it, because
    /// an unquoted password may stand anywhere in it.</exception>
    public static PostgresAddress Parse(string setting)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(setting);
            if (!string.IsNullOrEmpty(given.Host)) return new(given);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException
            or KeyNotFoundException or OverflowException)
        {
            // The exception below does not repeat this message.
        }
        throw new StartException(
            "Sparekey:Database is not a connection string of PostgreSQL. "
                + "It looks like Host=db.example.com;Database=sparekey;Username=sparekey;Password=...; "
                + "a password with ; or = in it is put in double quotes.");
    }

    /// <summary>One host, or a primary and its standbys.</summary>
    public IReadOnlyList<string> Hosts => _given.Host!.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Description for people: server, database and user.</summary>
    public string Description
    {
        get
        {
            var usual = Hosts[0].StartsWith('/') || Hosts.Count > 1 || _given.Port == NpgsqlConnection.DefaultPort;
            var port = usual ? "" : $":{_given.Port}";
            var user = _given.Username is { } name ? $", user {name}" : "";
            var database = _given.Database ?? _given.Username ?? "(default)";
            return $"PostgreSQL at {string.Join(" or ", Hosts)}{port}, database {database}{user}";
        }
    }

    /// <summary>
    /// Whether the server is on another machine and its certificate is not verified: somebody on the way could read or
    /// change the traffic.
    /// </summary>
    public bool CrossesInTheOpen =>
        _given.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull)
            && !Hosts.All(host =>
                host.StartsWith('/') || host is "::1" || host.Split(':')[0] is "localhost" or "127.0.0.1");

    /// <summary>Connection string of the pool that requests share. It contains the password.</summary>
    /// <param name="timeout">Maximum wait of a statement for other statements.</param>
    public string Pooled(TimeSpan timeout) => WithDefaults(timeout).ConnectionString;

    /// <summary>Maximum number of connections of one node.</summary>
    public int MostConnections =>
        WithDefaults(TimeSpan.Zero).MaxPoolSize + ReadBatch.MaxConcurrent + DedicatedConnections;

    /// <summary>As <see cref="Pooled(TimeSpan)"/>, with this maximum number of connections.</summary>
    internal string Pooled(TimeSpan timeout, int connections)
    {
        var pooled = WithDefaults(timeout);
        (pooled.MinPoolSize, pooled.MaxPoolSize) = (0, connections);
        return pooled.ConnectionString;
    }

    /// <summary>Connection string of a connection that stays open, or is used once. It has no pool.</summary>
    public string Single(TimeSpan timeout)
    {
        var single = WithDefaults(timeout);
        single.Pooling = false;
        single.MaxAutoPrepare = 0;
        return single.ConnectionString;
    }

    /// <summary>The message of the server or of the network, as one clause. It contains no password.</summary>
    public static string Describe(NpgsqlException e) =>
        (e is PostgresException refused ? refused.MessageText
            : e.InnerException is System.Net.Sockets.SocketException or IOException ? e.InnerException.Message
            : e.Message).TrimEnd('.');

    public override string ToString() => "PostgresAddress(…)";

    private NpgsqlConnectionStringBuilder WithDefaults(TimeSpan timeout)
    {
        var filled = new NpgsqlConnectionStringBuilder(_given.ConnectionString);
        var seconds = (int)Math.Ceiling(timeout.TotalSeconds);
        Unless("Application Name", () => filled.ApplicationName = "sparekey");
        Unless("Timeout",
            () => filled.Timeout =
                Hosts.Count > 1 ? (int)HostTimeout.TotalSeconds : Math.Min(seconds, MaxConnectTimeout));
        Unless("Command Timeout", () => filled.CommandTimeout = seconds + (int)CancelDelay.TotalSeconds);
        Unless("Maximum Pool Size", () => filled.MaxPoolSize = Math.Max(RequestConnections, filled.MinPoolSize));
        Unless("Cancellation Timeout", () => filled.CancellationTimeout = (int)CancelTimeout.TotalMilliseconds);
        Unless("Keepalive", () => filled.KeepAlive = (int)KeepAlive.TotalSeconds);
        Unless("Max Auto Prepare", () => filled.MaxAutoPrepare = MaxPrepared);
        Unless("Auto Prepare Min Usages", () => filled.AutoPrepareMinUsages = 2);
        // We leave no state in a session that another request could see, so Npgsql need not reset it between requests.
        Unless("No Reset On Close", () => filled.NoResetOnClose = true);
        // Of several hosts, the one that accepts changes.
        if (Hosts.Count > 1)
        {
            Unless("Target Session Attributes", () => filled.TargetSessionAttributes = "read-write");
            Unless("Host Recheck Seconds", () => filled.HostRecheckSeconds = (int)RoleCacheTime.TotalSeconds);
        }
        return filled;
    }

    private void Unless(string option, Action set)
    {
        if (!_given.ShouldSerialize(option)) set();   // Knows all names of an option.
    }
}
