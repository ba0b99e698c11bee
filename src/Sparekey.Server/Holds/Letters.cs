using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;

namespace Sparekey.Server.Holds;

/// <summary>What owners are told when the service freezes or unfreezes their account.</summary>
internal static class Letters
{
    public static Message Frozen(Settings settings, AccountId account, Channel channel, string to) => channel == Channel.Sms
        ? new(account, channel, to, "", $"{settings.ServiceName} has frozen your account. Withdrawals are off and every session has ended.")
        : new(account, channel, to, $"{settings.ServiceName} has frozen your account",
            $"""
            {settings.ServiceName} has frozen your account.

            Withdrawals are off and every session has ended. Nothing about the account changes while it is frozen.
            {Turn(settings)}
            """);

    public static Message Unfrozen(Settings settings, AccountId account, Channel channel, string to) => channel == Channel.Sms
        ? new(account, channel, to, "", $"{settings.ServiceName} has lifted the freeze of your account. If this surprises you, contact us.")
        : new(account, channel, to, $"Your {settings.ServiceName} account is no longer frozen",
            $"""
            {settings.ServiceName} has lifted the freeze of your account. You can sign in again: {settings.Origin}sign-in

            A withdrawal hold for another reason, such as a security reset, lasts until its own end.
            {Turn(settings)}
            """);

    private static string Turn(Settings settings) => settings.Support.Length > 0 ? $"\nQuestions: {settings.Support}" : "";
}
