namespace Sparekey.Server.Operations;

/// <summary>
/// The kernel's setting for memory in large pages. libsodium allocates 19 MiB for every hash and does not request large
/// pages, so only <c>always</c> provides them.
/// </summary>
public static class HugePages
{
    public const string Setting = "/sys/kernel/mm/transparent_hugepage/enabled";

    /// <param name="setting">The kernel's text: every choice, with the one in force in brackets.</param>
    public static Finding Of(string setting) => setting.Contains("[always]", StringComparison.Ordinal)
        ? Finding.Fine("Transparent huge pages are set to always: password hashing is as fast as this machine can")
        : Finding.Note($"Transparent huge pages are set to {Chosen(setting)}: a third or more of every password hash "
            + "goes into handing out its memory in small pages. "
            + $"Set to always, this machine would hash 1.5 times as many or more: echo always > {Setting}");

    private static string Chosen(string setting)
    {
        var (start, end) = (setting.IndexOf('[', StringComparison.Ordinal),
            setting.IndexOf(']', StringComparison.Ordinal));
        return start >= 0 && end > start ? setting[(start + 1)..end] : "something unknown";
    }
}
