using Sparekey.Core.Accounts;
using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Accounts;

/// <summary>Seals and opens the secret of a factor: an authenticator's key, a phone's number.</summary>
public sealed class FactorSecrets(SecretBox box)
{
    private const string Purpose = "factor";

    public byte[] Seal(AccountId account, FactorId factor, ReadOnlySpan<byte> secret) =>
        box.Seal(Purpose, Row(account, factor), secret);

    public byte[] Open(AccountId account, FactorId factor, byte[] @sealed) =>
        box.Open(Purpose, Row(account, factor), @sealed);

    public string OpenText(AccountId account, FactorId factor, byte[] @sealed) =>
        box.OpenText(Purpose, Row(account, factor), @sealed);

    private static string Row(AccountId account, FactorId factor) => $"factors/{account}/{factor}/secret";
}
