using Sparekey.Edges.Crypto;

namespace Sparekey.Server.Tests.Edges.Crypto;

/// <summary>
/// Named key rings. The literal results that the tests expect of <see cref="One"/> were computed with Node's crypto,
/// from the documentation alone.
/// </summary>
internal static class Keys
{
    internal static readonly DateTimeOffset Today = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    internal static readonly Randomness Random = new();

    /// <summary>The key is the bytes 0 to 31.</summary>
    internal const string OneJson =
        """{"keys":[{"version":1,"created_at":"2026-11-22T06:00:00Z",""" +
        """ "key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}]}""";

    internal static KeyRing One => KeyRing.Parse(OneJson);

    internal static KeyRing Other => KeyRing.Parse(OneJson.Replace("AAEC", "BBEC", StringComparison.Ordinal));
}
