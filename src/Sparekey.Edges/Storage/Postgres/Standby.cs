using Npgsql;

namespace Sparekey.Edges.Storage.Postgres;

/// <summary>What a connection says about the synchronous standby that a commit waits for (decisions/0011).</summary>
internal static class Standby
{
    // Where a server that waited for its standby was told to wait no more (src/backend/replication/syncrep.c). Its
    // words depend on its language, this name does not.
    private const string GaveUpOnStandby = "SyncRepWaitForLSN";

    // A commit that was told to stop waiting for its standby, by our patience or by an operator, ends like any other,
    // with a warning: it is on one machine only, and would be lost with it.
    public static Func<bool> Hears(NpgsqlConnection connection)
    {
        var gaveUp = false;
        connection.Notice += (_, told) => gaveUp |= told.Notice.Routine == GaveUpOnStandby;
        return () => gaveUp;
    }

    public static DatabaseUnavailableException NotReached() =>
        new(new TimeoutException("The standby did not take the change in time."), mayBeDone: true);
}
