using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Recovery;

/// <summary>The messages of a security reset.</summary>
internal static class RecoveryMessages
{
    /// <param name="stop">The <em>This wasn't me</em> link.</param>
    public static Message Notice(
        Settings settings, AccountId account, Channel channel, string to, CaseNotice notice, RecoveryCase @case,
        string stop) =>
        CatalogueMessage.Of(
            settings, account, channel, to, $"recovery_{NameOf(notice, @case)}", [.. ValuesOf(@case), ("stop", stop)]);

    /// <summary>After a <em>This wasn't me</em>.</summary>
    public static Message Frozen(Settings settings, AccountId account, Channel channel, string to) =>
        CatalogueMessage.Of(settings, account, channel, to, "frozen_by_link");

    /// <summary>A code for a reset, to an old address or a new one.</summary>
    public static Message Code(
        Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime) =>
        CatalogueMessage.Of(settings, account, channel, to, "recovery_code", CatalogueMessage.Code(code, lifetime));

    /// <summary>To the owner of an address that somebody named as their new one.</summary>
    public static Message AddressTaken(Settings settings, AccountId account, string to) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "new_address_taken");

    /// <summary>To an address that the account has from now on.</summary>
    public static Message Bound(Settings settings, AccountId account, Channel channel, string to) =>
        CatalogueMessage.Of(settings, account, channel, to, "address_bound");

    private static string NameOf(CaseNotice notice, RecoveryCase @case) => (notice, @case.Outcome) switch
    {
        (CaseNotice.Approved, _) when Objectable(@case) is not null => "approved_later",
        (CaseNotice.Refused, { Message: not null }) => "refused_with_message",
        (CaseNotice.Cancelled, { Reason: EndReason.FoundAgain }) => "found_again",
        (CaseNotice.Cancelled, { Reason: EndReason.AddressTaken }) => "address_taken",
        _ => WireName.Of(notice),
    };

    private static IEnumerable<(string Name, object? Value)> ValuesOf(RecoveryCase @case)
    {
        if (Objectable(@case) is { } when) yield return ("when", when);
        if (@case.Outcome?.Message is { } message) yield return ("message", message);
        if (@case.Outcome?.HoldUntil is { } until) yield return ("until", until);
    }

    /// <summary>The end of the objection window, if the case has one.</summary>
    private static DateTimeOffset? Objectable(RecoveryCase @case) =>
        @case.Objection > TimeSpan.Zero ? @case.ObjectionUntil : null;
}
