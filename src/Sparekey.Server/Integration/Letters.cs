using Sparekey.Edges.Configuration;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Integration;

/// <summary>What owners are told when the service freezes or unfreezes their account.</summary>
internal static class Letters
{
    public static Notice Frozen(Settings settings) => new(
        $"{settings.ServiceName} has frozen your account",
        $"""
        {settings.ServiceName} has frozen your account.

        Withdrawals are off and every session has ended. Nothing about the account changes while it is frozen.
        {Turn(settings)}
        """,
        $"{settings.ServiceName} has frozen your account. Withdrawals are off and every session has ended.");

    public static Notice Unfrozen(Settings settings) => new(
        $"Your {settings.ServiceName} account is no longer frozen",
        $"""
        {settings.ServiceName} has lifted the freeze of your account. You can sign in again: {settings.Origin}sign-in

        A withdrawal hold for another reason, such as a security reset, lasts until its own end.
        {Turn(settings)}
        """,
        $"{settings.ServiceName} has lifted the freeze of your account. If this surprises you, contact us.");

    private static string Turn(Settings settings) => settings.Support.Length > 0 ? $"\nQuestions: {settings.Support}" : "";
}
