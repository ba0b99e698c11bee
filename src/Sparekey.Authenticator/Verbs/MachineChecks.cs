using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Verbs;

/// <summary>The checks of <c>doctor</c> outside the vault.</summary>
internal static class MachineChecks
{
    public static IEnumerable<Finding> Of(TimeProvider clock)
    {
        yield return Sodium.Unavailable() is { } sodium
            ? Finding.Wrong(sodium.Message)
            : Finding.Fine("libsodium is there: vaults can be opened");
        yield return Argon2.Id([1], new byte[Argon2.MinimumSaltLength], 8, 1, 1, 16) is Derivation.OutOfReach argon2
            ? Finding.Note($"Some files of other apps, Stratum's say, need another library. {argon2.Message}")
            : Finding.Fine("libargon2 is there: files of every app can be opened");
        var now = clock.GetUtcNow();
        yield return ClockState.IsKnownWrong()
            ? Finding.Note($"The clock says {now:yyyy-MM-dd HH:mm:ss} UTC, and no time service keeps it right. "
                + "Codes need it right to some seconds: compare it with another clock")
            : Finding.Fine($"The clock says {now:yyyy-MM-dd HH:mm:ss} UTC; codes need it right to some seconds");
        yield return Clipboard.Way() is { } way
            ? Finding.Fine($"--copy uses {way}")
            : Finding.Note("--copy has no way to a clipboard here: wl-clipboard, xclip or xsel would be one");
    }
}
