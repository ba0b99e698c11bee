using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Verbs;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Vault;

/// <summary>The person's vault during one verb: opened once, and changed under a lock.</summary>
internal sealed class VaultAccess : IDisposable
{
    /// <summary>Attempts at the password prompt: as many as login and sudo allow.</summary>
    private const int Tries = 3;

    private readonly Surroundings around;
    private readonly PasswordSource passwords;
    private readonly string verb;
    private string? password;
    private AegisVault? vault;
    private byte[] onDisk = [];

    private VaultAccess(Surroundings around, string path, PasswordSource passwords, string verb) =>
        (this.around, Path, this.passwords, this.verb) = (around, path, passwords, verb);

    public static VaultAccess Of(Surroundings around, ParseResult parsed) => new(
        around, VaultPlace.Find(parsed.GetValue(VaultOptions.Vault)),
        new PasswordSource(around, VaultOptions.PasswordFile.Name, parsed.GetValue(VaultOptions.PasswordFile)),
        parsed.CommandResult.Command.Name);

    /// <summary>Absolute path, with links resolved.</summary>
    public string Path { get; }

    public bool Exists => File.Exists(Path);

    /// <summary>Duration of deriving the key and decrypting.</summary>
    public TimeSpan OpeningTime { get; private set; }

    /// <summary>Cryptographic random bytes from the system.</summary>
    public static Randomness Random => RandomNumberGenerator.Fill;

    /// <summary>Opens the vault. Asks for its password if no password file was given.</summary>
    /// <exception cref="StopException">There is no vault, or the vault does not open.</exception>
    public AegisVault Read()
    {
        RefuseFolder();
        if (!Exists)
            throw new StopException(ExitCode.Failed,
                $"There is no vault at {Path}. {CommandLine.Program} add makes one; --vault FILE names another.");
        if (PrivateFile.IsOpenToOthers(Path))
            around.Warn($"others on this machine may read or change {Path}. chmod 600 makes it yours alone.");
        return Load(InputFile.Read(Path));
    }

    /// <summary>
    /// As <see cref="Read"/>, but begins a new vault if there is none. The first <see cref="Change"/> writes the new
    /// vault.
    /// </summary>
    public AegisVault ReadOrBegin()
    {
        if (Exists) return Read();
        RefuseFolder();
        around.Error.WriteLine(
            $"There is no vault at {Path} yet: this makes one. Nobody can open it without its password, not even we.");
        password = passwords.New("New password for the vault");
        return vault = Opened(AegisVault.Create(password, Random));
    }

    /// <summary>
    /// Changes the vault under the lock: reads the file again if another program has written it, applies the change,
    /// and replaces the file.
    /// </summary>
    /// <param name="change">Gives false if there was nothing to change; then nothing is written.</param>
    public void Change(Func<AegisVault, bool> change)
    {
        PrivateFile.MakeFolder(Path);
        using var held = WriteLock.Take(Path, verb, around.Clock);
        if (Exists && InputFile.Read(Path) is var now && !now.AsSpan().SequenceEqual(onDisk)) Reload(now);
        if (!change(vault ?? throw new UnreachableException("Read comes first."))) return;
        var bytes = vault.ToBytes(Random);
        if (vault.Objection(bytes) is { } objection) throw WouldNotOpen(objection);
        PrivateFile.Replace(Path, bytes);
        onDisk = bytes;
    }

    /// <summary>
    /// Whether a file has the same bytes as the vault when it was last read or written. Two different vaults never have
    /// the same bytes, because every write has its own nonce.
    /// </summary>
    public bool IsAlso(string file) =>
        new FileInfo(file) is { Exists: true } there && there.Length == onDisk.Length
            && InputFile.Read(file).AsSpan().SequenceEqual(onDisk);

    /// <summary>
    /// Makes the next code by the counter. The increased counter is on disk before the code is made, so the same code
    /// is never made twice, even after a crash.
    /// </summary>
    /// <returns>The code, and its counter. The counter differs from the one that was first read if another program has
    /// used that one meanwhile.</returns>
    public (string Code, ulong Counter) TakeCounter(Guid id)
    {
        OtpAuthUri? taken = null;
        Change(open =>
        {
            var entry = open.Entries.FirstOrDefault(kept => kept.Id == id)?.Entry ?? throw Gone();
            if (entry.Otp.Counter == ulong.MaxValue)
                throw new StopException(ExitCode.Failed,
                    "The counter of this key has reached its end. Ask the site to set it up again.");
            taken = entry.Otp;
            return open.Replace(id, entry with { Otp = entry.Otp with { Counter = entry.Otp.Counter + 1 } });
        });
        return (Hotp.Compute(taken!.Key.Bytes, taken.Counter, taken.Digits, taken.Algorithm), taken.Counter);
    }

    /// <summary>For an entry that another program removed after the person chose it.</summary>
    public static StopException Gone() =>
        new(ExitCode.NotOne, "Another program has just removed this entry. Nothing was changed.");

    public void Dispose() => vault?.Dispose();

    // Checked before any question, because the person's input would be lost.
    private void RefuseFolder()
    {
        if (Directory.Exists(Path))
            throw new StopException(ExitCode.Failed, $"{Path} is a folder. Name the vault's file in it.");
    }

    // The new content is checked before it replaces the vault, because an overwritten vault is lost.
    private static StopException WouldNotOpen(FileRefusal why) => new(ExitCode.Failed, why is FileRefusal.TooLarge
        ? $"With this the vault would be too large to be opened again: it may have {ImportFile.MaximumEntries:N0} "
            + $"entries and {ImportFile.MaximumLength / (1024 * 1024)} MiB. Nothing was changed. "
            + "Remove what you do not need, or keep some of it in another vault with --vault FILE."
        : "The vault, as it would be written, does not open again. It was not written, and nothing was changed. "
            + "Please report this.");

    // Other programs wait for the lock, so the slow key derivation is repeated only if necessary.
    private void Reload(byte[] file)
    {
        if (vault?.Reopen(file) is not { } later)
        {
            Load(file);
            return;
        }
        vault.Dispose();
        (vault, onDisk) = (later, file);
    }

    private AegisVault Load(byte[] file)
    {
        for (var left = Tries; ; left--)
        {
            password ??= passwords.Existing("Password of the vault");
            var began = around.Clock.GetTimestamp();
            var opening = AegisVault.Open(file, password);
            OpeningTime = around.Clock.GetElapsedTime(began);
            if (opening is AegisOpening.Refused { Reason: FileRefusal.WrongPassword } && passwords.IsAsked && left > 1)
            {
                around.Error.WriteLine("That password does not open it. Once more:");
                password = null;
                continue;
            }
            var opened = Opened(opening);
            vault?.Dispose();
            (vault, onDisk) = (opened, file);
            return opened;
        }
    }

    private AegisVault Opened(AegisOpening opening) => opening switch
    {
        AegisOpening.Opened opened => opened.Vault,
        AegisOpening.OutOfReach missing => throw new StopException(ExitCode.Failed, missing.Message),
        AegisOpening.NotEncrypted => throw new StopException(ExitCode.Failed,
            $"{Path} has no password, so it can be no vault. Import it into one: {CommandLine.Program} --vault ANOTHER "
                + $"import {Path}"),
        AegisOpening.Refused { Reason: FileRefusal.WrongPassword } =>
            throw new StopException(ExitCode.WrongPassword, "The password is wrong, or the vault is damaged."),
        AegisOpening.Refused { Reason: FileRefusal.NotRecognised } => throw new StopException(ExitCode.Failed,
            $"{Path} is not a vault, or a damaged one. Put a backup in its place, or name another with --vault FILE."),
        AegisOpening.Refused { Reason: FileRefusal.Damaged } => throw new StopException(ExitCode.Failed,
            $"The vault {Path} is damaged. Put a backup in its place: it was not touched."),
        AegisOpening.Refused refused => throw new StopException(ExitCode.Failed, refused.Reason.Message()),
        _ => throw new UnreachableException(),
    };
}
