using Sparekey.Edges.Storage;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// Something else that happens just before the server sends a statement, for example after a request was judged and
/// before its change commits. The house is opened with <see cref="Hear"/> as <c>heard</c>.
/// </summary>
/// <remarks>
/// On PostgreSQL a process lets two writers of one account in at a time, so the act may write to the same account.
/// </remarks>
public sealed class Overlap
{
    private string _statement = "";
    private Func<Task>? _act;

    /// <param name="statement">A part of the statement's text.</param>
    /// <param name="act">Happens once. The statement is sent after the end of the act.</param>
    public void Before(string statement, Func<Task> act) => (_statement, _act) = (statement, act);

    public void Hear(HeardStatement statement)
    {
        if (statement.Sql.Contains(_statement, StringComparison.Ordinal))
            Interlocked.Exchange(ref _act, null)?.Invoke().GetAwaiter().GetResult();
    }
}
