namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>Plays every session of this folder with the built program, and compares the output.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> All => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.GetFiles(Repository.Transcripts, "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Three sessions run at once, because a session mostly waits for a process to start or for a lock. More sessions
    /// would break the time limits of sessions on a small machine.
    /// </summary>
    private static readonly SemaphoreSlim Room = new(3);

    private static readonly Lazy<Dictionary<string, Task>> Sessions =
        new(() => Names.ToDictionary(name => name, name => Task.Run(() => Play(name))));

    [TerminalTheory]
    [MemberData(nameof(All))]
    public Task GoesAsWritten(string name) => Sessions.Value[name];

    private static async Task Play(string name)
    {
        await Room.WaitAsync();
        try
        {
            using var machine = new Machine();
            machine.Put("pw", "correct horse battery\n");
            var transcript = Transcript.Read(Path.Combine(Repository.Transcripts, name + ".txt"));
            Assert.NotEmpty(transcript.Steps);
            foreach (var step in transcript.Steps) await Transcript.Play(step, machine);
        }
        finally
        {
            Room.Release();
        }
    }
}
