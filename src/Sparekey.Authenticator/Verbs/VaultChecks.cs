using Sparekey.Authenticator.Formats;
using Sparekey.Authenticator.Terminal;
using Sparekey.Authenticator.Vault;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Verbs;

/// <summary>The checks of <c>doctor</c> on the vault and its folder.</summary>
internal static class VaultChecks
{
    public static IEnumerable<Finding> Of(VaultAccess access, Surroundings around)
    {
        if (!access.Exists)
        {
            yield return Finding.Note($"There is no vault yet. {CommandLine.Program} add makes one");
            yield break;
        }
        var folder = Path.GetDirectoryName(access.Path)!;
        yield return PrivateFile.IsOpenToOthers(access.Path)
            ? Finding.Wrong($"Others on this machine may read or change the vault. chmod 600 {access.Path}")
            : Finding.Fine("Only you may read the vault");
        yield return PrivateFile.IsOpenToOthers(folder)
            ? Finding.Note($"Others may look into {folder}. chmod 700 closes it")
            : Finding.Fine("Only you may look into its folder");
        var left = PrivateFile.Leftovers(access.Path);
        if (left > 0)
            yield return Finding.Note(
                $"{Display.Count(left, "file", "files")} beside it {(left == 1 ? "was" : "were")} left by a write that "
                    + "was cut off; the next change sweeps them away");

        Finding? closed = null;
        AegisVault? vault = null;
        try
        {
            vault = access.Read();
        }
        catch (StopException e)
        {
            closed = Finding.Wrong(e.Message, e.Code);
        }
        if (closed is not null)
        {
            yield return closed;
            yield break;
        }
        yield return Finding.Fine(
            $"The vault opens and is whole: {Display.Count(vault!.Entries.Count, "entry", "entries")}, "
                + $"{Display.Count(vault.Slots.Count(slot => slot.IsPassword), "password", "passwords")}");
        yield return Finding.Fine(
            $"Opening took {access.OpeningTime.TotalMilliseconds:N0} ms, nearly all of it for turning the password "
                + "into a key (scrypt): so long does each guess take");
        foreach (var warning in vault.Warnings) yield return Finding.Note(warning.Message());
        foreach (var unusable in vault.Unusable)
            yield return Finding.Note(
                $"{Display.Text(unusable.Name)} stays in the vault and cannot be used here. "
                    + unusable.Reason.Message());
        foreach (var kept in vault.Entries.Where(kept => kept.Entry.Otp.Key.Bits < OtpKey.ShortLength * 8))
            yield return Finding.Note(
                $"The key of {Display.Name(kept.Entry.Otp)} has only {kept.Entry.Otp.Key.Bits} bits. "
                    + "Ask the site for a new one");
    }
}
