using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>What became of a vault that should be opened.</summary>
public abstract record AegisOpening
{
    private AegisOpening() { }

    /// <param name="Vault">The caller disposes it.</param>
    public sealed record Opened(AegisVault Vault) : AegisOpening;

    /// <summary>
    /// An Aegis file, and anybody can read it: it has no password, so it can be imported but be no vault.
    /// </summary>
    public sealed record NotEncrypted : AegisOpening;

    /// <param name="Reason"><see cref="FileRefusal.WrongPassword"/> among them.</param>
    public sealed record Refused(FileRefusal Reason) : AegisOpening;

    /// <summary>This machine cannot derive the key.</summary>
    /// <param name="Message">One sentence or two for a person: what to install, or what to do.</param>
    public sealed record OutOfReach(string Message) : AegisOpening;
}
