using System.Diagnostics;

namespace Sparekey.Bench;

/// <summary>One TOTP check: three HMACs and their comparison, without an allocation.</summary>
internal static class Totp
{
    private const int Checks = 200_000;

    public static void Measure(Table table)
    {
        var key = new byte[20];
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        for (var i = 0; i < 20_000; i++) Otp.Totp.FindStep(key, "123456", now);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Checks; i++) Otp.Totp.FindStep(key, "123456", now.AddSeconds(i));
        var check = watch.Elapsed.TotalMicroseconds / Checks;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Span<byte> hash = stackalloc byte[20], counter = stackalloc byte[8];
        watch.Restart();
        for (var i = 0; i < Checks; i++)
            for (var n = 0; n < 3; n++) System.Security.Cryptography.HMACSHA1.HashData(key, counter, hash);
        var floor = watch.Elapsed.TotalMicroseconds / Checks;
        table.Add("TOTP check, one step either side", $"{check:0.00} µs, {allocated} B allocated",
            $"{floor:0.00} µs (3 HMAC-SHA-1)", $"{check / floor:0.00}", "0 B");
    }
}
