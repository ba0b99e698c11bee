using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;

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
}
