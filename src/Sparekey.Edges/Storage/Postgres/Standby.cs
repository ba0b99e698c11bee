using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>Detects commits that the synchronous standby did not confirm (decisions/0011).</summary>
internal static class Standby
{
    // Name of the PostgreSQL function that warns when a wait for the standby is cancelled
    // (src/backend/replication/syncrep.c). The text of the warning depends on the server's language; this name does
    // not.
    private const string GaveUpOnStandby = "SyncRepWaitForLSN";

    // If our timeout or an operator cancels the wait for the standby, the commit succeeds with a warning. The change is
    // then on one machine only, and would be lost with that machine.
    public static Func<bool> WatchCommits(NpgsqlConnection connection)
    {
        var gaveUp = false;
        connection.Notice += (_, notice) => gaveUp |= notice.Notice.Routine == GaveUpOnStandby;
        return () => gaveUp;
    }

    public static DatabaseUnavailableException NotReached() =>
        new(new TimeoutException("The standby did not take the change in time."), mayBeDone: true);
}
