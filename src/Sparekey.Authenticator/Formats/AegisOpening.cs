using System.Security.Cryptography;
using System.Text.Json;
using Sparekey.Authenticator.Edges;

namespace Sparekey.Authenticator.Formats;

/// <summary>The result of opening a vault.</summary>
public abstract record AegisOpening
{
    private AegisOpening() { }

    /// <param name="Vault">The caller disposes the vault.</param>
    public sealed record Opened(AegisVault Vault) : AegisOpening;

    /// <summary>
    /// An Aegis file without a password. Anybody can read the file, so it can be imported but cannot serve as a vault.
    /// </summary>
    public sealed record NotEncrypted : AegisOpening;

    /// <param name="Reason">May be <see cref="FileRefusal.WrongPassword"/>.</param>
    public sealed record Refused(FileRefusal Reason) : AegisOpening;

    /// <summary>This machine cannot derive the key.</summary>
    /// <param name="Message">One or two sentences for a person: what to install, or what to do.</param>
    public sealed record OutOfReach(string Message) : AegisOpening;
}
