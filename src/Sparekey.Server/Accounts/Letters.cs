using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.Accounts;

/// <summary>What the owner is told when the account itself changes.</summary>
internal static class Letters
{
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

    internal static string Support(Settings settings) => settings.Support.Length > 0 ? $": {settings.Support}" : ".";
}
