namespace Sparekey.Authenticator.Verbs;

/// <summary>The verb ends here, for a reason that the person can do something about.</summary>
/// <param name="code">For the shell.</param>
/// <param name="message">What happened and what to do. Never a key, a password or an address with a key in it.</param>
internal sealed class StopException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
