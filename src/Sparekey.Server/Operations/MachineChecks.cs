using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Operations;

/// <summary>The doctor's checks outside our own files: libraries, the clock, memory pages, the disk.</summary>
internal static class MachineChecks
{
    private const long EnoughDisk = 1L << 30;
    private const long LittleDisk = 200L << 20;

    // The program did not exist before.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static IEnumerable<Finding> Of(Settings settings, TimeProvider clock)
    {
        yield return Sodium();
        yield return Icu.IsPresent ? Finding.Fine("ICU is there: text is normalised") : Finding.Wrong(Icu.Missing);
        var now = clock.GetUtcNow();
        yield return now >= Earliest
            ? Finding.Fine($"The clock says {PlainTime.At(now)}")
            : Finding.Wrong($"The clock says {PlainTime.At(now)}, before this program was made: "
                + "authenticator codes will not match. Set it, and keep it right with NTP.");
        if (File.Exists(HugePages.Setting)) yield return HugePages.Of(File.ReadAllText(HugePages.Setting));
        yield return Disk(Path.GetFullPath(settings.Data));
    }

    private static Finding Sodium()
    {
        try
        {
            return Finding.Fine($"libsodium {Edges.Crypto.Sodium.Version}");
        }
        catch (SodiumMissingException e)
        {
            return Finding.Wrong(e.Message);
        }
    }

    private static Finding Disk(string folder)
    {
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{free / (1 << 20):N0} MB are free for {folder}";
        return free switch
        {
            < LittleDisk => Finding.Wrong($"Only {text}. A full disk refuses every sign-in: free some space."),
            < EnoughDisk => Finding.Note($"{text}. Pictures and the database grow: 1 GB or more is better."),
            _ => Finding.Fine(text),
        };
    }
}
