using System.Globalization;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Recovery;

/// <summary>What people are told around a reset.</summary>
internal static class Letters
{
    /// <param name="stop">The <em>This wasn't me</em> link.</param>
    public static Message Notice(Settings settings, AccountId account, Channel channel, string to, News news, RecoveryCase @case, string stop)
    {
        var (subject, said) = Told(settings, news, @case);
        return channel != Channel.Email
            ? new(account, channel, to, "", $"{settings.ServiceName}: {said} Not you? {stop}")
            : new(account, channel, to, subject,
                $"""
                {said}

                If this was not you, stop it now. The link opens a page with one button, which stops the reset and freezes the account: {stop}
                The link works once, for 7 days.
                """);
    }

    /// <summary>After a <em>This wasn't me</em>.</summary>
    public static Message Frozen(Settings settings, AccountId account, Channel channel, string to)
    {
        const string Said = "Somebody followed a link of ours and said that a security reset was not theirs. The reset is stopped and the account is frozen: nobody can withdraw or change anything until the freeze is lifted.";
        return channel != Channel.Email
            ? new(account, channel, to, "", $"{settings.ServiceName}: {Said}")
            : new(account, channel, to, $"Your {settings.ServiceName} account is frozen",
                $"""
                {Said}

                Somebody may know your password. Contact us to go on{(settings.Support.Length > 0 ? $": {settings.Support}" : ".")}
                """);
    }

    private static (string Subject, string Said) Told(Settings settings, News news, RecoveryCase @case)
    {
        var name = settings.ServiceName;
        return news switch
        {
            News.Opened => ($"A security reset of your {name} account was started", "Somebody who knows your password has started a security reset of your account. Nothing has changed yet."),
            News.HandedIn => ($"A security reset of your {name} account was handed in", "The security reset of your account was handed in. Nothing has changed yet."),
            News.Approved => ($"A security reset of your {name} account was approved", $"The security reset of your account was approved. It takes effect {When(@case)}."),
            News.MoreInformation => ($"Your security reset at {name} needs something more", $"The reviewer of your security reset needs something more from you. Sign in to the reset with your resume code: {settings.Origin}reset/resume"),
            News.Refused => ($"A security reset of your {name} account was not approved", $"The security reset of your account was not approved. Nothing has changed.{(@case.Outcome?.Message is { } message ? $" The reviewer says: {message}" : "")}"),
            News.Cancelled when @case.Outcome?.Reason == EndReason.FoundAgain => ($"A security reset of your {name} account has ended", "A sign-in worked with what was said to be lost, so the security reset of your account has ended. Nothing has changed."),
            News.Cancelled when @case.Outcome?.Reason == EndReason.AddressTaken => ($"A security reset of your {name} account could not be completed", "The new email address of your security reset belongs to another account by now, so the reset has ended. Nothing has changed. Start again with another address."),
            News.Cancelled => ($"A security reset of your {name} account was cancelled", "The security reset of your account was cancelled. Nothing has changed."),
            News.Expired => ($"A security reset of your {name} account has expired", "The security reset of your account was not finished in time and has ended. Nothing has changed."),
            News.Completed => ($"Your {name} account was reset", $"The security reset of your account is complete. All devices were signed out, and withdrawals are off until {PlainTime.At(@case.Outcome!.HoldUntil!.Value)}."),
            _ => throw new ArgumentOutOfRangeException(nameof(news)),
        };
    }

    private static string When(RecoveryCase @case) =>
        @case.Objection > TimeSpan.Zero && @case.ObjectionUntil is { } until ? "after " + PlainTime.At(until) : "now";

    /// <summary>A code for a reset, to an old address or a new one.</summary>
    public static Message Code(Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime)
    {
        var minutes = lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
        return channel switch
        {
            Channel.Email => new(account, channel, to, $"Your code for the security reset at {settings.ServiceName}",
                $"""
                Your code is {code}

                Enter it on the page of the security reset. It is valid for {minutes} minutes and works once. Nobody from {settings.ServiceName} will ever ask you for it.

                If you did not start a security reset, do not give this code to anybody.
                """),
            Channel.Voice => new(account, channel, to, "",
                $"This is {settings.ServiceName}. Your code for the security reset is: {string.Join(", ", code.ToCharArray())}. I repeat: {string.Join(", ", code.ToCharArray())}. Nobody from {settings.ServiceName} will ever ask you for it."),
            _ => new(account, channel, to, "",
                $"{code} is your code for the security reset at {settings.ServiceName}, valid for {minutes} minutes. Nobody from {settings.ServiceName} will ever ask you for it."),
        };
    }

    /// <summary>To the owner of an address that somebody named as their new one.</summary>
    public static Message AddressTaken(Settings settings, AccountId account, string to) => new(account, Channel.Email, to, $"Your address at {settings.ServiceName}",
        $"""
        Somebody, perhaps you, asked to use this address for another {settings.ServiceName} account. It belongs to an account already, so no code was sent.

        If it was you, use another address. If it was not you, there is nothing to do.
        """);

    /// <summary>To an address that the account has from now on.</summary>
    public static Message Bound(Settings settings, AccountId account, Channel channel, string to) => new(account, channel, to, channel == Channel.Email ? $"This address now belongs to your {settings.ServiceName} account" : "",
        channel == Channel.Email
            ? $"""
              The security reset is complete, and this address now belongs to your {settings.ServiceName} account.

              Sign in again, and set up a new second factor: {settings.Origin}sign-in
              """
            : $"{settings.ServiceName}: the security reset is complete, and this number now belongs to your account. Sign in again: {settings.Origin}sign-in");
}
