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
    /// Only beside another loss: it says that the printed codes are gone too, so that "sign in with one instead" is no
    /// answer. It never chooses a row and never lowers what must be proven.</summary>
    RecoveryCode,
}
