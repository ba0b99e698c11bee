using System.Diagnostics;
using System.Text;

namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>One command on a pseudo-terminal: reads its output and types its input.</summary>
internal sealed class Screen : IDisposable
{
    /// <summary>Far longer than any command takes on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder shown = new();
    private readonly Task reading;

    public Screen(Machine machine, string command)
    {
        // A test run in the background of a shell ignores SIGINT, and its children inherit this. On a person's terminal
        // SIGINT is never ignored.
        var start = machine.Start("/usr/bin/env", "--default-signal=INT,QUIT", "/usr/bin/script", "--quiet", "--return",
            "--flush", "--command", command, "/dev/null");
        start.StandardOutputEncoding = Encoding.UTF8;
        // The shell with which script runs the command. Other shells end at Ctrl+C before they print the exit code.
        start.Environment["SHELL"] = "/bin/bash";
        process = Process.Start(start)!;
        reading = Read();
    }

    /// <summary>The whole output so far, with a line feed as the end of each line.</summary>
    public string Text
    {
        get
        {
            lock (shown) return shown.ToString().Replace("\r\n", "\n");
        }
    }

    /// <summary>Waits until the screen ends with a new question.</summary>
    /// <param name="from">The length of <see cref="Text"/> before the question.</param>
    public async Task WaitFor(string question, int from)
    {
        var watch = Stopwatch.StartNew();
        while (Text is var text
            && (text.Length <= from || !text.TrimEnd(' ').EndsWith(question.TrimEnd(' '), StringComparison.Ordinal)))
        {
            if (watch.Elapsed > Patience || (process.HasExited && reading.IsCompleted))
                throw new TimeoutException($"\"{question}\" was not asked. The screen shows:\n{Text}");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until the output contains a text.</summary>
    public async Task WaitUntilShown(string part)
    {
        var watch = Stopwatch.StartNew();
        while (!Text.Contains(part, StringComparison.Ordinal))
        {
            if (watch.Elapsed > Patience || (process.HasExited && reading.IsCompleted))
                throw new TimeoutException($"\"{part}\" was not shown. The screen shows:\n{Text}");
            await Task.Delay(10);
        }
    }

    public async Task Type(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> End()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"It did not end. The screen shows:\n{Text}", e);
        }
        await reading;
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task Read()
    {
        var part = new char[4096];
        while (await process.StandardOutput.ReadAsync(part) is var read and > 0)
        {
            lock (shown) shown.Append(part, 0, read);
        }
    }
}
