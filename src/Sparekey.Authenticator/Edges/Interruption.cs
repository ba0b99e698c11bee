using System.Runtime.InteropServices;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// What must be put right when the person presses Ctrl+C or the program is told to end: the echo, the cursor, a
/// half-written file.
/// </summary>
/// <remarks>Signals belong to the process, and so does this list.</remarks>
internal static class Interruption
{
    /// <summary>Shells add the number of the signal to 128.</summary>
    private const int SignalBase = 128;

    private static readonly List<Action> Undoing = [];
    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static CancellationTokenSource? ordinary;

    /// <summary>From here on SIGINT, SIGTERM and SIGHUP undo what is open, and then end the program.</summary>
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
    /// From here on an interruption is the ordinary way to end: it cancels the result, and whoever waits on it returns
    /// by itself.
    /// </summary>
    public static CancellationToken AsOrdinaryEnd()
    {
        var source = new CancellationTokenSource();
        Volatile.Write(ref ordinary, source);
        return source.Token;
    }

    /// <summary>
    /// Until the result is disposed, an interruption does <paramref name="undo"/>. It may run on another thread, and
    /// must not throw.
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
