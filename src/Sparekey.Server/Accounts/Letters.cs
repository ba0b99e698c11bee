using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Accounts;

/// <summary>What people are told about their account.</summary>
internal static class Letters
{
    public static Message PasswordChanged(Settings settings, AccountId account, string to, Visitor visitor, DateTimeOffset now) => new(account, Channel.Email, to, $"Your {settings.ServiceName} password was changed",
        $"""
        The password of your {settings.ServiceName} account was changed, and all other sessions were ended.

        When: {now.UtcDateTime:d MMMM yyyy, HH:mm} UTC
        Device: {visitor.Device}

        If it was you, there is nothing to do.
        If it was not you, contact us at once{Support(settings)}
        """);

    public static Notice Unfrozen(Settings settings, Visitor visitor, DateTimeOffset now, DateTimeOffset heldUntil) => new(
        $"Your {settings.ServiceName} account is no longer frozen",
        $"""
        The freeze of your {settings.ServiceName} account was lifted. Withdrawals stay off until {PlainTime.At(heldUntil)}.

        When: {PlainTime.At(now)}
        Device: {visitor.Device}

        If it was you, there is nothing to do.
        If it was not you, somebody can use your second factor. Contact us{Support(settings)}
        """,
        $"{settings.ServiceName}: the freeze of your account was lifted. If it was not you, contact us.");

    /// <summary>The end of a sentence that sends the reader to the service.</summary>
    internal static string Support(Settings settings) => settings.Support.Length > 0 ? $": {settings.Support}" : ".";
}
