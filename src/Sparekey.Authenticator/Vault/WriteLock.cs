using System.Text;
using Sparekey.Authenticator.Verbs;

namespace Sparekey.Authenticator.Vault;

/// <summary>
/// A lock that is held from before a vault is read until after it is replaced, so that two writers cannot lose each
/// other's change.
/// </summary>
/// <remarks>
/// The lock is a file beside the vault, opened without sharing. The system releases the file when the process ends for
/// any reason. The empty file stays: if it were deleted, a second and a third writer could each lock a file of this
/// name.
/// </remarks>
internal sealed class WriteLock : IDisposable
{
    /// <summary>How long a writer waits: several times the duration of deriving a key and writing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private const int SharingViolation = unchecked((int)0x80070020);   // Windows
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;

    private readonly FileStream file;

    private WriteLock(FileStream file) => this.file = file;

    /// <param name="vault">The vault's own path; its folder exists.</param>
    /// <param name="verb">Other programs that wait in vain name this verb in their message.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <exception cref="StopException">Another program held the lock for the whole wait, or the lock file is a link.
    /// </exception>
    public static WriteLock Take(string vault, string verb, TimeProvider clock)
    {
        var path = vault + ".lock";
        // In a shared folder, a link could point to another file of this person, which taking the lock would empty.
        if (new FileInfo(path).LinkTarget is not null)
            throw new StopException(ExitCode.Failed,
                $"{path} is a link, and a lock must not be one. Remove it if it is yours, "
                    + "or keep the vault in a folder of your own.");
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var options = new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    BufferSize = 0,
                };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFile.FileMode;
                var held = new FileStream(path, options);
                held.SetLength(0);
                held.Write(Encoding.UTF8.GetBytes($"{verb}, process {Environment.ProcessId}"));
                PrivateFile.Sweep(vault);
                return new WriteLock(held);
            }
            catch (IOException e) when (e.HResult is SharingViolation or WouldBlockLinux or WouldBlockMac)
            {
                if (clock.GetElapsedTime(began) > Patience)
                    throw new StopException(ExitCode.Busy,
                        $"Another sparekey-auth ({Holder(path)}) is writing to this vault. Nothing was changed; "
                            + "try again when it has ended.");
            }
            Thread.Sleep(Pause);
        }
    }

    public void Dispose()
    {
        file.SetLength(0);
        file.Dispose();
    }

    private static string Holder(string path)
    {
        try
        {
            using var reader =
                new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd() is { Length: > 0 and < 100 } holder ? holder : "unknown process";
        }
        catch (IOException)
        {
            return "unknown process";   // on Windows nobody can read a file that is open without sharing
        }
    }
}
