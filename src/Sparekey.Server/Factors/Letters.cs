using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;
using Sparekey.Server.Accounts;

namespace Sparekey.Server.Factors;

/// <summary>What the owner is told when factors change.</summary>
internal static class Letters
{
    public static Message PhoneCode(Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime) => new(account, channel, to, "",
        channel == Channel.Voice
            ? $"This is {settings.ServiceName}. The code to confirm this number is: {string.Join(", ", code.ToCharArray())}. I repeat: {string.Join(", ", code.ToCharArray())}. Nobody from {settings.ServiceName} will ever ask you for it."
            : $"{code} is the code to confirm this number at {settings.ServiceName}, valid for {lifetime.TotalMinutes:0} minutes. Nobody from {settings.ServiceName} will ever ask you for it.");

    public static Notice Added(Settings settings, string what, Visitor visitor, DateTimeOffset now) => Changed(settings, visitor, now,
        $"Second factor added at {settings.ServiceName}", $"{what} was added to your {settings.ServiceName} account and can now be used to sign in.", null);

    public static Notice Replaced(Settings settings, string oldOne, string newOne, Visitor visitor, DateTimeOffset now, DateTimeOffset heldUntil) => Changed(settings, visitor, now,
        $"Second factor replaced at {settings.ServiceName}", $"{oldOne} was replaced by {newOne} in your {settings.ServiceName} account. The old one no longer works.", heldUntil);

    public static Notice Removed(Settings settings, string what, Visitor visitor, DateTimeOffset now, DateTimeOffset heldUntil) => Changed(settings, visitor, now,
        $"Second factor removed at {settings.ServiceName}", $"{what} was removed from your {settings.ServiceName} account and no longer works.", heldUntil);

    public static Notice RecoveryCodesIssued(Settings settings, Visitor visitor, DateTimeOffset now) => Changed(settings, visitor, now,
        $"New recovery codes at {settings.ServiceName}", $"New recovery codes were made for your {settings.ServiceName} account. Earlier ones no longer work.", null);

    public static Notice QuestionsSet(Settings settings, Visitor visitor, DateTimeOffset now) => Changed(settings, visitor, now,
        $"Security questions changed at {settings.ServiceName}", $"The security questions of your {settings.ServiceName} account were set.", null);

    private static Notice Changed(Settings settings, Visitor visitor, DateTimeOffset now, string subject, string what, DateTimeOffset? heldUntil)
    {
        var hold = heldUntil is { } until ? $"\nTo protect you, withdrawals are off until {PlainTime.At(until)}.\n" : "";
        return new(subject,
            $"""
            {what}
            {hold}
            When: {PlainTime.At(now)}
            Device: {visitor.Device}

            If it was you, there is nothing to do.
            If it was not you, sign in, end all other sessions and undo it: {settings.Origin}security
            If you cannot sign in any more, start a security reset from the sign-in page. Help{Accounts.Letters.Support(settings)}
            """,
            $"{settings.ServiceName}: {char.ToLowerInvariant(what[0])}{what[1..]} If it was not you, sign in and undo it.");
    }

    public static Message SecondFactorFailing(Settings settings, AccountId account, string to, Visitor visitor, DateTimeOffset now) => new(account, Channel.Email, to, $"Wrong codes at {settings.ServiceName}",
        $"""
        Somebody entered the right password of your {settings.ServiceName} account, but then several wrong codes. They did not get in.

        When: {now.UtcDateTime:d MMMM yyyy, HH:mm} UTC
        Device: {visitor.Device}

        If it was you, wait a little and try again, or use another method.
        If it was not you, somebody knows your password. Contact us{(settings.Support.Length > 0 ? $": {settings.Support}" : ".")}
        """);

    public static Message FactorDisabled(Settings settings, AccountId account, string to, string name) => new(account, Channel.Email, to, $"A sign-in method was switched off at {settings.ServiceName}",
        $"""
        After too many wrong codes in a row, “{name}” can no longer be used to sign in to your {settings.ServiceName} account.

        Sign in with another method and set it up again: {settings.Origin}security
        If you have no other method, start a security reset from the sign-in page: {settings.Origin}sign-in
        """);
}
