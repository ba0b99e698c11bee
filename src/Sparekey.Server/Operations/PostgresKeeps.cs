using Sparekey.Edges.Storage.Postgres;

namespace Sparekey.Server.Operations;

/// <summary>
/// Whether acknowledged changes survive the loss of PostgreSQL's process, of its machine, and of that machine's disk.
/// </summary>
public static class PostgresKeeps
{
    /// <param name="shows">A setting's value, as <c>SHOW</c> gives it.</param>
    /// <param name="standbys">
    /// How many standbys are connected. An ordinary user can count them, and sees nothing else of them.
    /// </param>
    public static IEnumerable<Finding> Of(Func<string, string> shows, long standbys, PostgresAddress address)
    {
        string[] off = [.. new[] { "fsync", "full_page_writes" }.Where(setting => shows(setting) == "off")];
        var (commit, waitsFor) = (shows("synchronous_commit"), shows("synchronous_standby_names"));
        if (off.Length > 0) yield return Finding.Wrong(
            $"PostgreSQL runs with {string.Join(" and ", off)} off: when its machine stops, the database may be lost. "
                + "Set it to on.");
        if (commit == "off") yield return Finding.Wrong(
            "PostgreSQL runs with synchronous_commit off: when its machine stops, codes that were used may work again, "
                + "and changes that were acknowledged are lost. Set it to on.");
        else if (commit == "local" && waitsFor.Length > 0) yield return Finding.Note(
            "synchronous_commit is local: when a standby takes over, changes that were acknowledged may be "
                + "lost. Better: on.");
        else if (waitsFor.Length == 0 && (standbys > 0 || address.Hosts.Count > 1))
            yield return Finding.Note(
                "PostgreSQL does not wait for its standby (synchronous_standby_names is empty): "
                    + "when one takes over now, codes that were used may work again, and changes that were "
                    + "acknowledged are lost. If no standby is away for maintenance, name it there.");
        else if (waitsFor.Length > 0 && standbys == 0)
            yield return Finding.Wrong(
                $"PostgreSQL waits for a standby (synchronous_standby_names is {waitsFor}) and none is connected: "
                    + "no change is acknowledged. Bring it back, or let whatever looks after both take it out.");
        if (off.Length == 0 && commit != "off")
            yield return Finding.Fine(waitsFor.Length > 0 && commit != "local"
                ? "What PostgreSQL acknowledges is on its disk and on that of its standby (fsync on, "
                    + $"synchronous_commit {commit}, synchronous_standby_names {waitsFor})"
                : $"What PostgreSQL acknowledges is on its disk (fsync on, synchronous_commit {commit})");
    }
}
