namespace Sparekey.Edges.Admission;

/// <summary>A turn at a <see cref="AdmissionControl"/>, until it is disposed of.</summary>
public sealed class Slot : IDisposable
{
    private readonly AdmissionControl _gate;
    private readonly CancellationToken _cancellation;
    private int _left;

    internal Slot(AdmissionControl gate, CancellationToken cancellation) =>
        (_gate, _cancellation) = (gate, cancellation);

    /// <summary>
    /// Runs the work on one of the gate's threads, first come first served among those who have a place.
    /// </summary>
    /// <exception cref="OperationCanceledException">Whoever had the place went away before the work was
    /// begun.</exception>
    public Task<T> Run<T>(Func<T> work) => _gate.Run(work, _cancellation);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0) _gate.Exit();
    }
}
