using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sparekey.Edges.Admission;

/// <summary>
/// Threads for slow work, apart from the pool that serves requests and behind it: whatever else the server has to do
/// goes first.
/// </summary>
internal sealed partial class Workers : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];

    /// <param name="niceness">0 to 19: how far behind the process's other threads, on Linux. Elsewhere they are below
    /// normal.</param>
    public Workers(string name, int threads, int niceness)
    {
        for (var i = 0; i < threads; i++)
        {
            var thread = new Thread(() => Work(niceness)) { Name = name, IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Work that no thread has begun.</summary>
    public int Waiting => _work.Count;

    /// <param name="work">Throws nothing.</param>
    public void Add(Action work) => _work.Add(work);

    /// <summary>Waits for what was added.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _work.Dispose();
    }

    private void Work(int niceness)
    {
        // On Linux niceness is a thread's own. Nobody needs a privilege to step back; where it fails all the same, the
        // work is as good and others are less well served.
        if (OperatingSystem.IsLinux()) _ = Nice(niceness);
        else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Nice(int increment);
}
