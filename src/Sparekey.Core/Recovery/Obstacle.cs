using System.Text.Json.Serialization;

namespace Sparekey.Core.Recovery;

/// <summary>Why no step can be taken now. Checked in this order.</summary>
[JsonConverter(typeof(WireNameConverter<Obstacle>))]
public enum Obstacle
{
    /// <summary>The case has ended, and an ended case never changes.</summary>
    CaseEnded,

    /// <summary>The case is live, and in another state.</summary>
    NotThisStep,

    /// <summary>
    /// The holder's time is over, even if <see cref="RecoveryRules.Expire"/> has not ended the case yet.
    /// </summary>
    CaseExpired,

    /// <summary>A case of a frozen account cannot be opened, cannot move forward and cannot be completed.</summary>
    AccountFrozen,
}
