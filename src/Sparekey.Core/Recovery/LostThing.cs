using System.Text.Json.Serialization;

namespace Sparekey.Core.Recovery;

/// <summary>What the holder can no longer use.</summary>
[JsonConverter(typeof(WireNameConverter<LostThing>))]
public enum LostThing
{
    Authenticator,
    Phone,
    Email,

    /// <summary>
    /// The printed codes are lost too, so the holder cannot sign in with one instead. Only together with another loss.
    /// Chooses no row of the policy and never makes a requirement weaker.
    /// </summary>
    RecoveryCode,
}
