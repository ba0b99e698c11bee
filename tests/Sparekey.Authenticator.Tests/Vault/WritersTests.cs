using System.Diagnostics;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Tests.Transcripts;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Vault;

/// <summary>Several processes change one vault, and processes are killed.</summary>
public sealed class WritersTests
{
    private const string Password = "correct horse battery";
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [TerminalFact]
    public async Task AllChangesLand_WhenMadeAtOnce()
    {
        using var machine = new Machine();
        var pw = machine.Put("pw", Password);
        var added = await Task.WhenAll(Enumerable.Range(1, 4)
            .Select(i => AtOnce(machine, "add", "--file", machine.Put($"key{i}", Key), "--issuer", $"Site {i}",
                "--password-file", pw)));
        Assert.All(added, run => Assert.True(run.Code == 0, run.Error));
        Assert.Equal(["Site 1", "Site 2", "Site 3", "Site 4"], Entries(machine).Select(otp => otp.Issuer).Order());
    }

    [TerminalFact]
    public async Task EveryCounterIsTakenOnce_WhenAskedAtOnce()
    {
        using var machine = new Machine();
        var pw = await WithCounter(machine);
        var codes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => AtOnce(machine, "code", "RFC", "--password-file", pw)));
        Assert.All(codes, run => Assert.True(run.Code == 0, run.Error));
        // The codes of RFC 4226 appendix D from counter 1 on. The code of counter 0 was shown when the key was added.
        Assert.Equal(["287082", "338314", "359152", "969429"], codes.Select(run => run.Out.Trim()).Order());
    }

    [TerminalFact]
    public async Task NoCodeCanComeAgain_AndTheVaultStaysWhole_WhenKilledAnywhere()
    {
        using var machine = new Machine();
        var pw = await WithCounter(machine);
        var key = OtpKey.Parse(Key) is TypedKey.Accepted accepted
            ? accepted.Key
            : throw new InvalidOperationException();
        var watch = Stopwatch.StartNew();
        Assert.Equal("287082", (await machine.Run("code", "RFC", "--password-file", pw)).Out.Trim());
        var wait = watch.Elapsed;
        var (shown, kept, before) = (0, 0, Counter(machine));
        // The kills must hit moments before and after the write. If the first run was slow because of other tests, more
        // runs are needed to find these moments.
        for (var i = 0; i < 24 || (i < 100 && (shown == 0 || kept == 0)); i++)
        {
            using var process = Process.Start(machine.Start(Path.Combine(AppContext.BaseDirectory, "sparekey-auth"),
                "code", "RFC", "--password-file", pw))!;
            await Task.Delay(wait);
            process.Kill();                   // SIGKILL
            var output = (await process.StandardOutput.ReadToEndAsync()).Trim();
            await process.WaitForExitAsync();

            var after = Counter(machine);     // fails if the vault is damaged
            Assert.True(after == before || after == before + 1);
            if (after == before) kept++;
            wait *= after == before ? 1.06 : 0.94;   // moves the kill towards the moment of the write
            if (output.Length > 0)
            {
                shown++;
                Assert.Equal(Hotp.Compute(key.Bytes, before), output);
                Assert.Equal(before + 1, after);
            }
            before = after;
        }
        Assert.True(shown > 0 && kept > 0, $"The program was killed only at one end: {shown} shown, {kept} kept.");
        Assert.Equal(0, (await machine.Run("code", "RFC", "--password-file", pw)).Code);
        Assert.Equal(["vault.json", "vault.json.lock"],
            Directory.GetFiles(Path.GetDirectoryName(machine.Vault)!).Select(Path.GetFileName).Order());
    }

    [TerminalFact]
    public async Task TheVaultIsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) return;   // for the analyzer; the attribute already skips the test
        using var machine = new Machine();
        var start = machine.Start("sh", "-c",
            $"umask 000; echo {Key} | sparekey-auth add --issuer A --password-file {machine.Put("pw", Password)}");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        Assert.Contains("Added: A.", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(machine.Vault));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(machine.Vault)!));
    }

    /// <summary>
    /// Runs the program again if it reports that the vault is busy. On a slow machine the other processes can hold the
    /// lock for longer than a writer waits; the program then changes nothing.
    /// </summary>
    private static async Task<(int Code, string Out, string Error)> AtOnce(Machine machine, params string[] arguments)
    {
        const int Busy = 5, Times = 8;
        for (var time = 1; ; time++)
        {
            var run = await machine.Run(arguments);
            if (time == Times || run is not { Code: Busy, Out: "" }
                || !run.Error.Contains("Nothing was changed", StringComparison.Ordinal))
                return run;
        }
    }

    private static async Task<string> WithCounter(Machine machine)
    {
        var pw = machine.Put("pw", Password);
        var added = await machine.Run("add", "--file", machine.Put("key", Key), "--issuer", "RFC", "--kind", "hotp",
            "--password-file", pw);
        Assert.Equal((0, "755224"), (added.Code, added.Out.Trim()));
        return pw;
    }

    private static ulong Counter(Machine machine) => Entries(machine)[0].Counter;

    private static List<OtpAuthUri> Entries(Machine machine) =>
        [
            .. Assert.IsType<AegisOpening.Opened>(
                    AegisVault.Open(File.ReadAllBytes(machine.Vault), Password)).Vault.Entries
                .Select(kept => kept.Entry.Otp),
        ];
}
