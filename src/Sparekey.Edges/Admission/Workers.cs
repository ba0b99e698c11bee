using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sparekey.Edges.Admission;

/// <summary>
/// Threads for slow work. They are not part of the thread pool that serves requests and have a lower priority, so that
/// all other work of the server goes first.
/// </summary>
internal sealed partial class Workers : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];

    /// <param name="niceness">0 to 19, the niceness of the threads on Linux. On other systems their priority is below
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

    /// <summary>Number of pieces that no thread has begun.</summary>
    public int Waiting => _work.Count;

    /// <param name="work">Must not throw.</param>
    public void Add(Action work) => _work.Add(work);

    /// <summary>Waits until all added work is done.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _work.Dispose();
    }

    private void Work(int niceness)
    {
        // On Linux niceness belongs to a thread, and raising it needs no privilege. If the call fails all the same, the
        // work is still correct, but other requests are served less well.
        if (OperatingSystem.IsLinux()) _ = Nice(niceness);
        else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        foreach (var work in _work.GetConsumingEnumerable()) work();
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Nice(int increment);
}
