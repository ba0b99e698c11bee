namespace Sparekey.Authenticator.Verbs;

/// <summary>
/// Exit codes of the program. They are documented in <c>docs/authenticator-cli.md</c> and are never renumbered.
/// </summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>The verb was refused, or did only a part. Standard error gives the details.</summary>
    Failed = 1,

    /// <summary>The command line is wrong, or there was no terminal to ask a question at.</summary>
    Usage = 2,

    /// <summary>No entry matches the name, or several entries do.</summary>
    NotOne = 3,

    WrongPassword = 4,

    /// <summary>Another program kept the vault locked for longer than <see cref="Vault.WriteLock.Patience"/>.</summary>
    Busy = 5,
}
