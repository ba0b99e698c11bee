namespace Sparekey.Authenticator.Vault;

/// <summary>Finds the vault file.</summary>
internal static class VaultPlace
{
    public const string Variable = "SPAREKEY_AUTH_VAULT";

    /// <summary>
    /// The file named on the command line; otherwise the file named by <see cref="Variable"/>; otherwise
    /// <c>sparekey-auth/vault.json</c> in the person's own data folder.
    /// </summary>
    /// <param name="named">The value of <c>--vault</c>; null if the option was not given.</param>
    /// <returns>Absolute path with all links resolved, so that replacing the file replaces the target of a link and not
    /// the link itself.</returns>
    public static string Find(string? named)
    {
        var path = named
            ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : Default());
        path = Path.GetFullPath(path);
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    // Linux: XDG_DATA_HOME or ~/.local/share. macOS: ~/Library/Application Support. Windows: %LOCALAPPDATA%.
    private static string Default() =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify),
            "sparekey-auth", "vault.json");
}
