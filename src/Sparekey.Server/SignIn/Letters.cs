using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Server.Edges.Web;

namespace Sparekey.Server.SignIn;

/// <summary>What people are told around a sign-in.</summary>
internal static class Letters
{
    public static Message SignInCode(Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime) => new(account, channel, to, "",
        channel == Channel.Voice
            ? $"This is {settings.ServiceName}. Your code is: {string.Join(", ", code.ToCharArray())}. I repeat: {string.Join(", ", code.ToCharArray())}. Nobody from {settings.ServiceName} will ever ask you for it."
            : $"{code} is your {settings.ServiceName} code, valid for {lifetime.TotalMinutes:0} minutes. Nobody from {settings.ServiceName} will ever ask you for it.");

    public static Message NewDevice(Settings settings, AccountId account, string to, Visitor visitor, DateTimeOffset now) => new(account, Channel.Email, to, $"New sign-in to {settings.ServiceName}",
        $"""
        Somebody signed in to your {settings.ServiceName} account from a device or network that it has not been used from before.

        When: {now.UtcDateTime:d MMMM yyyy, HH:mm} UTC
        Device: {visitor.Device}

        If it was you, there is nothing to do.
        If it was not you, sign in, end all other sessions and replace your second factor: {settings.Origin}security
        """);

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
