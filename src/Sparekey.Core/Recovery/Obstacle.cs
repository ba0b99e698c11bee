using System.Text.Json.Serialization;

namespace Sparekey.Core.Recovery;

/// <summary>Why a step cannot be taken now, whatever it is. Tested in this order.</summary>
[JsonConverter(typeof(WireNameConverter<Obstacle>))]
public enum Obstacle
{
    /// <summary>The case has ended; nothing leads out of an end.</summary>
    CaseEnded,

    /// <summary>The case is live and elsewhere.</summary>
    NotThisStep,

    /// <summary>The holder's time ran out, whether or not <see cref="RecoveryRules.Expire"/> came by already.</summary>
    CaseExpired,

    /// <summary>A frozen account neither opens nor progresses nor completes a case.</summary>
    AccountFrozen,
}
