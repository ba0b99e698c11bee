namespace Sparekey.Authenticator.Verbs;

/// <summary>Ends the verb for a reason that the person can act on.</summary>
/// <param name="code">The exit code for the shell.</param>
/// <param name="message">What happened and what to do. Never contains a key, a password or an address with a key.
/// </param>
internal sealed class StopException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
