namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// What the program answers to the shell; documented in <c>docs/authenticator-cli.md</c> and never renumbered.
/// </summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>Refused, or only a part was done; standard error says what.</summary>
    Failed = 1,

    /// <summary>The command line itself is wrong, or a question had nobody to answer it.</summary>
    Usage = 2,

    /// <summary>No entry fits the name, or several do.</summary>
    NotOne = 3,

    WrongPassword = 4,

    /// <summary>Another program kept the vault locked for longer than <see cref="Vault.WriteLock.Patience"/>.</summary>
    Busy = 5,
}
