using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>
/// Where a PostgreSQL is, read from the setting. What its operator left open is set for us here. It holds a password,
/// so it never prints.
/// </summary>
public sealed class PostgresAddress
{
    // A step of a sign-in has statements of about twenty kinds; the whole product fewer than this.
    private const int Prepared = 256;

    // The server itself lets a statement wait for locks no longer than the patience (PostgresPool). It has this much
    // longer to say so before it is asked to stop.
    private static readonly TimeSpan ToSaySo = TimeSpan.FromSeconds(1);

    // Beyond that: a server that does not even take the cancellation is given up.
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(2);

    private const int LongestConnect = 30;   // seconds, also where a statement may take hours

    // Of several servers, one that does not answer is passed over after this long: both of a pair, within what a
    // request waits.
    private static readonly TimeSpan PassedOver = TimeSpan.FromSeconds(2);

    // How long Npgsql believes what it knows of each of several servers. It asks a silent one again so often, and
    // somebody waits for that; whoever finds none that takes changes asks all of them at once (PostgresPool), so this
    // need not be short.
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    // A peer that vanished without a word is noticed after this long.
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    // More make nothing faster (bench/RESULTS.md), and three nodes fit into the 100 that a PostgreSQL allows by itself.
    private const int ForRequests = 24;

    // Beside those for requests and for what is read together: one listens, and each chore that runs holds its lock.
    private const int Alone = 5;

    private readonly NpgsqlConnectionStringBuilder _told;

    private PostgresAddress(NpgsqlConnectionStringBuilder told) => _told = told;

    /// <exception cref="StartException">It is no connection string. What it says is not repeated: a password that was
    /// not quoted may stand anywhere in it.</exception>
    public static PostgresAddress Parse(string setting)
    {
        try
        {
            var told = new NpgsqlConnectionStringBuilder(setting);
            if (!string.IsNullOrEmpty(told.Host)) return new(told);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException
            or KeyNotFoundException or OverflowException)
        {
            // said below, without its text
        }
        throw new StartException(
            "Sparekey:Database is not a connection string of PostgreSQL. "
                + "It looks like Host=db.example.com;Database=sparekey;Username=sparekey;Password=...; "
                + "a password with ; or = in it is put in double quotes.");
    }

    /// <summary>One, or a primary and those that may take its place.</summary>
    public IReadOnlyList<string> Hosts => _told.Host!.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>For people: server, database and user.</summary>
    public string Shown
    {
        get
        {
            var usual = Hosts[0].StartsWith('/') || Hosts.Count > 1 || _told.Port == NpgsqlConnection.DefaultPort;
            var port = usual ? "" : $":{_told.Port}";
            var user = _told.Username is { } name ? $", user {name}" : "";
            var database = _told.Database ?? _told.Username ?? "(default)";
            return $"PostgreSQL at {string.Join(" or ", Hosts)}{port}, database {database}{user}";
        }
    }

    /// <summary>Whether what goes over the wire to another machine could be read or changed on its way.</summary>
    public bool CrossesInTheOpen =>
        _told.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull)
            && !Hosts.All(host =>
                host.StartsWith('/') || host is "::1" || host.Split(':')[0] is "localhost" or "127.0.0.1");

    /// <summary>The connection string for what requests share. It holds the password.</summary>
    /// <param name="patience">How long a statement waits for others.</param>
    public string Pooled(TimeSpan patience) => Filled(patience).ConnectionString;

    /// <summary>How many connections one node opens at most.</summary>
    public int MostConnections => Filled(TimeSpan.Zero).MaxPoolSize + ReadBatch.Trips + Alone;

    /// <summary>As <see cref="Pooled"/>, with so many connections and no more.</summary>
    internal string Few(TimeSpan patience, int connections)
    {
        var few = Filled(patience);
        (few.MinPoolSize, few.MaxPoolSize) = (0, connections);
        return few.ConnectionString;
    }

    /// <summary>For one connection that stays open, or is used once.</summary>
    public string Single(TimeSpan patience)
    {
        var single = Filled(patience);
        single.Pooling = false;
        single.MaxAutoPrepare = 0;
        return single.ConnectionString;
    }

    /// <summary>What a PostgreSQL or the way to it says, in one clause. No password is in it.</summary>
    public static string Said(NpgsqlException e) =>
        (e is PostgresException told ? told.MessageText
            : e.InnerException is System.Net.Sockets.SocketException or IOException ? e.InnerException.Message
            : e.Message).TrimEnd('.');

    public override string ToString() => "PostgresAddress(…)";

    private NpgsqlConnectionStringBuilder Filled(TimeSpan patience)
    {
        var filled = new NpgsqlConnectionStringBuilder(_told.ConnectionString);
        var seconds = (int)Math.Ceiling(patience.TotalSeconds);
        Unless("Application Name", () => filled.ApplicationName = "sparekey");
        Unless("Timeout",
            () => filled.Timeout = Hosts.Count > 1 ? (int)PassedOver.TotalSeconds : Math.Min(seconds, LongestConnect));
        Unless("Command Timeout", () => filled.CommandTimeout = seconds + (int)ToSaySo.TotalSeconds);
        Unless("Maximum Pool Size", () => filled.MaxPoolSize = Math.Max(ForRequests, filled.MinPoolSize));
        Unless("Cancellation Timeout", () => filled.CancellationTimeout = (int)GivenUp.TotalMilliseconds);
        Unless("Keepalive", () => filled.KeepAlive = (int)Alive.TotalSeconds);
        Unless("Max Auto Prepare", () => filled.MaxAutoPrepare = Prepared);
        Unless("Auto Prepare Min Usages", () => filled.AutoPrepareMinUsages = 2);
        // Nothing of ours stays in a session but what is taken back by hand, so there is nothing to reset between two
        // requests.
        Unless("No Reset On Close", () => filled.NoResetOnClose = true);
        // Of several servers, the one that takes changes.
        if (Hosts.Count > 1)
        {
            Unless("Target Session Attributes", () => filled.TargetSessionAttributes = "read-write");
            Unless("Host Recheck Seconds", () => filled.HostRecheckSeconds = (int)Believed.TotalSeconds);
        }
        return filled;
    }

    private void Unless(string given, Action set)
    {
        if (!_told.ShouldSerialize(given)) set();   // by whichever of its names it was given
    }
}
