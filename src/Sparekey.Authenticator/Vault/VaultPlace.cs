namespace Sparekey.Authenticator.Vault;

/// <summary>Where the vault is.</summary>
internal static class VaultPlace
{
    public const string Variable = "SPAREKEY_AUTH_VAULT";

    /// <summary>
    /// The file named on the command line, else by <see cref="Variable"/>, else <c>sparekey-auth/vault.json</c> in the
    /// person's own data folder.
    /// </summary>
    /// <param name="named">From <c>--vault</c>; null when it was not given.</param>
    /// <returns>Absolute, links followed to the end, so that replacing the file replaces what a link points at and not
    /// the link.</returns>
    public static string Find(string? named)
    {
        var path = named
            ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : Default());
        path = Path.GetFullPath(path);
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    // XDG_DATA_HOME or ~/.local/share; ~/Library/Application Support; %LOCALAPPDATA%.
    private static string Default() =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify),
            "sparekey-auth", "vault.json");
}
