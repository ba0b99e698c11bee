using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// Cleans up after Ctrl+C or a signal to end: restores the echo and the cursor, deletes a half-written file.
/// </summary>
/// <remarks>The list of clean-ups is static, because signals reach the whole process.</remarks>
internal static class Interruption
{
    /// <summary>Shells add the number of the signal to 128.</summary>
    private const int SignalBase = 128;

    private static readonly List<Action> Undoing = [];
    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static CancellationTokenSource? ordinary;

    /// <summary>
    /// From now on, SIGINT, SIGTERM and SIGHUP run all registered clean-ups and then end the program.
    /// </summary>
    public static void Watch()
    {
        foreach (var (signal, number) in new[]
        {
            (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15),
        })
        {
            Registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (Volatile.Read(ref ordinary) is { } source)
                {
                    source.Cancel();
                    return;
                }
                UndoAll();
                Environment.Exit(SignalBase + number);
            }));
        }
    }

    /// <summary>
    /// From now on, a signal is the ordinary way to end. The signal cancels the returned token, and the code that waits
    /// on the token returns by itself.
    /// </summary>
    public static CancellationToken AsOrdinaryEnd()
    {
        var source = new CancellationTokenSource();
        Volatile.Write(ref ordinary, source);
        return source.Token;
    }

    /// <summary>
    /// Until the result is disposed, an interruption runs <paramref name="undo"/>. The action may run on another thread
    /// and must not throw.
    /// </summary>
    public static IDisposable Undo(Action undo)
    {
        lock (Undoing) Undoing.Add(undo);
        return new Registration(undo);
    }

    private static void UndoAll()
    {
        lock (Undoing)
        {
            for (var i = Undoing.Count - 1; i >= 0; i--) Undoing[i]();
            Undoing.Clear();
        }
    }

    private sealed class Registration(Action undo) : IDisposable
    {
        public void Dispose()
        {
            lock (Undoing) Undoing.Remove(undo);
        }
    }
}
