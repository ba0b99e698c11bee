using System.Text.Json;
using Sparekey.Authenticator.Tests.Transcripts;

namespace Sparekey.Authenticator.Tests.Verbs;

/// <summary>The program imports a file of every app, and reports on each entry as the vectors require.</summary>
public sealed class ImportTests
{
    /// <summary>For every format, the first plain case and the first encrypted case.</summary>
    public static TheoryData<string, string?, int, int> Files
    {
        get
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(Path.Combine(Repository.Vectors, "vaults/cases.json")));
            var cases = document.RootElement.GetProperty("cases")
                .EnumerateArray()
                .Where(one => one.GetProperty("items").GetArrayLength() > 0)
                .DistinctBy(one => (one.GetProperty("format").GetString(), one.TryGetProperty("password", out _)));
            var files = new TheoryData<string, string?, int, int>();
            foreach (var one in cases)
            {
                var items = one.GetProperty("items").EnumerateArray().ToList();
                var refused = items.Count(item => item.TryGetProperty("refused", out _));
                files.Add(one.GetProperty("file").GetString()!,
                    one.TryGetProperty("password", out var password) ? password.GetString() : null,
                    items.Count - refused, refused);
            }
            return files;
        }
    }

    [TerminalTheory]
    [MemberData(nameof(Files))]
    public async Task TellsOfEveryEntry(string file, string? password, int accepted, int refused)
    {
        using var machine = new Machine();
        List<string> arguments = ["import", Path.Combine(Repository.Vectors, "vaults", file), "--password-file",
            machine.Put("pw", "correct horse battery")];
        if (password is not null) arguments.AddRange(["--import-password-file", machine.Put("theirs", password)]);

        var first = await machine.Run([.. arguments]);
        var added = Lines(first.Out, "added");
        Assert.Equal((accepted, refused), (added + Lines(first.Out, "already there"), Lines(first.Out, "left out")));
        Assert.Equal(refused == 0 ? 0 : 1, first.Code);
        Assert.EndsWith($"{added} added, {accepted - added} already there, {refused} left out.\n", first.Error,
            StringComparison.Ordinal);

        // A second import of the same file changes nothing.
        var bytes = await File.ReadAllBytesAsync(machine.Vault);
        var again = await machine.Run([.. arguments]);
        Assert.Equal((0, accepted), (Lines(again.Out, "added"), Lines(again.Out, "already there")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(machine.Vault));
    }

    private static int Lines(string output, string beginning) =>
        output.Split('\n').Count(line => line.StartsWith(beginning + "  ", StringComparison.Ordinal));
}
