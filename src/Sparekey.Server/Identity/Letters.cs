using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Identity;

/// <summary>What the holder is told about the verification of their identity. Never what a document showed, nor which evidence failed.</summary>
internal static class Letters
{
    public static Message Submitted(Settings settings, AccountId account, string to) => new(account, Channel.Email, to, $"Your {settings.ServiceName} documents have arrived",
        $"""
        The pictures of your document were handed in to verify your {settings.ServiceName} account. A person will look at them.

        We will write to you when it is decided. You can see where it stands here: {settings.Origin}identity
        If it was not you who sent them, sign in and end all other sessions: {settings.Origin}security
        """);

    public static Message Accepted(Settings settings, AccountId account, string to) => new(account, Channel.Email, to, $"Your identity is verified at {settings.ServiceName}",
        $"""
        Your identity is verified. If you ever lose your second factor, this is what a security reset is compared with.

        The pictures will be deleted {settings.Documents.Retention.TotalDays:0} days from now.
        """);

    public static Message Refused(Settings settings, AccountId account, string to, string? message) => new(account, Channel.Email, to, $"Your identity could not be verified at {settings.ServiceName}",
        $"""
        Your identity could not be verified with the pictures that were sent.
        {Said(message)}
        You can try again with a document that is valid and easy to read: {settings.Origin}identity
        """);

    public static Message MoreInformation(Settings settings, AccountId account, string to, string? message) => new(account, Channel.Email, to, $"Please take some pictures again for {settings.ServiceName}",
        $"""
        A person looked at the pictures of your document and needs some of them again.
        {Said(message)}
        Here you see which ones: {settings.Origin}identity/pictures
        """);

    private static string Said(string? message) => string.IsNullOrWhiteSpace(message) ? "" : $"\nThe reviewer wrote: {message.Trim()}\n";
}
