using System.Diagnostics;

namespace Sparekey.Otp.Tests;

/// <summary>An independent program computes the same codes from the same keys, raw and as a backup key.</summary>
public sealed class OathtoolTests
{
    private static readonly byte[][] Keys =
    [
        [.. Enumerable.Range(1, 10).Select(value => (byte)(value * 23))],
        [.. Enumerable.Range(1, 20).Select(value => (byte)(value * 37))],
        [.. Enumerable.Range(1, 32).Select(value => (byte)(value * 41))],
        [.. Enumerable.Range(1, 64).Select(value => (byte)(value * 43))],
        // longer than every HMAC block, so hashed first
        [.. Enumerable.Range(1, 131).Select(value => (byte)(value * 47))],
    ];

    [OathtoolFact]
    public void MakesTheSameCodes_ByTheCounter()
    {
        foreach (var key in Keys)
            foreach (var digits in (int[])[6, 7, 8])
                Assert.Equal(
                    Ask("--hotp", "--counter=4294967290", "--window=19", $"--digits={digits}",
                        Convert.ToHexString(key)),
                    Enumerable.Range(0, 20).Select(more => Hotp.Compute(key, 4_294_967_290 + (ulong)more, digits)));
    }

    [OathtoolFact]
    public void MakesTheSameCodes_ByTheClock()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_785_000_001);
        foreach (var key in Keys)
            foreach (var algorithm in Enum.GetValues<OtpAlgorithm>())
                foreach (var period in (int[])[30, 60])
                    Assert.Equal(
                        Ask($"--totp={algorithm.ToString().ToUpperInvariant()}", $"--now=@{now.ToUnixTimeSeconds()}",
                            $"--time-step-size={period}s", "--window=9", "--digits=8", Convert.ToHexString(key)),
                        Enumerable.Range(0, 10)
                            .Select(more => Totp.Compute(key, now.AddSeconds(more * period), 8, period, algorithm)));
    }

    [OathtoolFact]
    public void MakesTheSameCodes_FromTheBackupKey()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_785_000_001);
        foreach (var bytes in Keys)
        {
            using var key = OtpKey.FromBytes(bytes);
            foreach (var text in (string[])[key.ToBase32(), key.ToGroups()])
                Assert.Equal([Totp.Compute(bytes, now)],
                    Ask("--totp", "--base32", $"--now=@{now.ToUnixTimeSeconds()}", text));
        }
    }

    private static string[] Ask(params string[] arguments)
    {
        var start = new ProcessStartInfo(OathtoolFactAttribute.Program!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var oathtool = Process.Start(start)!;
        var output = oathtool.StandardOutput.ReadToEnd();
        var error = oathtool.StandardError.ReadToEnd();
        oathtool.WaitForExit();
        Assert.True(oathtool.ExitCode == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
