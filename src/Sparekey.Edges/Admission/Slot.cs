namespace Sparekey.Edges.Admission;

/// <summary>The right to do slow work, until the slot is disposed of.</summary>
public sealed class Slot : IDisposable
{
    private readonly AdmissionControl _admission;
    private readonly CancellationToken _cancellation;
    private int _returned;

    internal Slot(AdmissionControl admission, CancellationToken cancellation) =>
        (_admission, _cancellation) = (admission, cancellation);

    /// <summary>Runs the work on one of the threads, first come, first served between the slots.</summary>
    /// <exception cref="OperationCanceledException">The client disconnected before the work began.</exception>
    public Task<T> Run<T>(Func<T> work) => _admission.Run(work, _cancellation);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0) _admission.Exit();
    }
}
