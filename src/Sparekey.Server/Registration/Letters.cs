using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Registration;

/// <summary>What people are told while an account is opened.</summary>
internal static class Letters
{
    public static Message ConfirmAddress(Settings settings, AccountId account, EmailAddress to, string code) => new(account, Channel.Email, to.Value, $"Your code for {settings.ServiceName}",
        $"""
        Your code is {code}

        Enter it on the page where you are opening your {settings.ServiceName} account. It is valid for 30 minutes and works once.

        If you did not ask for an account, you can ignore this message: without the code nothing happens.
        """);

    public static Message AddressTaken(Settings settings, AccountId account, EmailAddress to) => new(account, Channel.Email, to.Value, $"You already have a {settings.ServiceName} account",
        $"""
        Somebody, perhaps you, asked to open a {settings.ServiceName} account with this address. There is one already, so no new one was opened.

        If it was you, sign in instead: {settings.Origin}sign-in
        If it was not you, there is nothing to do. Nobody has got into your account.
        """);

    public static Message AccountOpened(Settings settings, AccountId account, string to) => new(account, Channel.Email, to, $"Your {settings.ServiceName} account is open",
        $"""
        Your {settings.ServiceName} account is open.

        Set up a second factor now, and keep its backup key on paper: {settings.Origin}security
        """);
}
