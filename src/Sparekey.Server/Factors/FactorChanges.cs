using System.Diagnostics;
using System.Text.Json;
using Sparekey.Core;
using Sparekey.Core.Audit;
using Sparekey.Core.Factors;
using Sparekey.Core.Holds;
using Sparekey.Core.Messages;
using Sparekey.Core.SignIn;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Storage;
using Sparekey.Server.Accounts;
using Sparekey.Server.Holds;
using Sparekey.Server.Sessions;

namespace Sparekey.Server.Factors;

/// <summary>
/// The consequences when a factor was confirmed, replaced or removed: holds, notices, audit events, and the end of
/// sessions.
/// </summary>
public sealed class FactorChanges(HoldStore holds, Notices notices, TimeProvider clock, Settings settings)
{
    /// <summary>Adds to a change that a confirmed factor is now in use, and that the replaced one is removed.</summary>
    /// <param name="channel">For a phone: the channel of the code that confirmed the phone.</param>
    public void Confirmed(
        Change change, Holder holder, AccountRecord account, FactorRecord factor, Channel? channel, Visitor visitor)
    {
        var now = clock.GetUtcNow();
        notices.Count(change, account.Account);
        var old = factor.Replaces is { } replaced ? account.Factor(replaced) : null;
        if (!account.HasSecondFactor) FirstFactor(change, holder, factor.Kind, channel, now);
        if (old is not { IsBound: true })
        {
            change.Record(Event(EventKind.FactorConfirmed, account, factor));
            notices.Tell(change, account, FactorMessages.Added(Named(factor), visitor, now));
            return;
        }
        FactorRemoval.Remove(change, account.Account, old.FactorId);
        change.Record(Event(EventKind.FactorReplaced, account, factor));
        notices.Tell(change, account,
            FactorMessages.Replaced(Named(old), Named(factor), visitor, now, Hold(change, account)));
    }

    /// <summary>Adds to a change the consequences of a removal by the holder.</summary>
    public void Removed(Change change, AccountRecord account, FactorRecord factor, Visitor visitor)
    {
        change.Record(Event(EventKind.FactorRemoved, account, factor));
        notices.Tell(change, account,
            FactorMessages.Removed(Named(factor), visitor, clock.GetUtcNow(), Hold(change, account)));
    }

    /// <summary>Adds to a change the hold that follows a change of factors.</summary>
    /// <returns>When the hold ends.</returns>
    public DateTimeOffset Hold(Change change, AccountRecord account)
    {
        var length = settings.Recovery.FactorChangeHold;
        return holds.Place(change, account.Account, HoldReason.FactorChanged, length, account.Holds).Until!.Value;
    }

    /// <summary>
    /// A factor as messages and pages name it: "The authenticator “Pixel”", "The phone +84 ••• ••• 21".
    /// </summary>
    public static string Named(FactorRecord factor) => factor.Kind switch
    {
        FactorKind.Authenticator => $"The authenticator “{factor.Name}”",
        FactorKind.Phone => $"The phone {factor.Hint}",
        FactorKind.Passkey => $"The passkey “{factor.Name}”",
        FactorKind.RecoveryCode => "The set of recovery codes",
        _ => throw new UnreachableException(),
    };

    /// <summary>The event of a wrong code for a factor whose set-up waits.</summary>
    public static AuditEvent Refused(AccountRecord account, FactorRecord factor) =>
        Event(EventKind.FactorConfirmationRefused, account, factor);

    private static AuditEvent Event(string kind, AccountRecord account, FactorRecord factor) => new(
        account.Account, kind, Actor.Owner,
        Subject: factor.FactorId.ToString(),
        Details: new Dictionary<string, string> { ["kind"] = WireName.Of(factor.Kind) });

    // This session has shown the password and now the factor, so it has two factors. Sessions that showed the password
    // alone end: from now on a second factor is always required.
    private static void FirstFactor(Change change, Holder holder, FactorKind kind, Channel? channel, DateTimeOffset now)
    {
        var (acr, amr) = SignInRules.Completed(kind, channel);
        change
            .Add(
                "UPDATE sessions SET acr = @acr, amr = @amr WHERE account_id = @Account AND session_id = @Session",
                new { acr, amr = JsonSerializer.Serialize(amr), holder.Account, holder.Session })
            .Add(
                """
                UPDATE sessions SET ended_at = @now
                WHERE account_id = @Account AND session_id <> @Session AND acr = @Aal1 AND ended_at IS NULL
                """,
                new { holder.Account, holder.Session, now, Acr.Aal1 });
    }
}
