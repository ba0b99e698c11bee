namespace Sparekey.Authenticator.Tests.Transcripts;

/// <summary>Every session in this folder goes as it is written down, with the program as it was built.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> All => [.. Directory.GetFiles(Repository.Transcripts, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [TerminalTheory]
    [MemberData(nameof(All))]
    public async Task GoesAsWritten(string name)
    {
        using var machine = new Machine();
        machine.Put("pw", "correct horse battery\n");
        var transcript = Transcript.Read(Path.Combine(Repository.Transcripts, name + ".txt"));
        Assert.NotEmpty(transcript.Steps);
        foreach (var step in transcript.Steps) await Transcript.Play(step, machine);
    }
}
