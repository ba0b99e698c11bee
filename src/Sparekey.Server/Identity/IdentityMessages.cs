using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Core.Recovery;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Identity;

/// <summary>
/// The messages about the verification of an identity. They never say what a document showed, nor which evidence
/// failed.
/// </summary>
internal static class IdentityMessages
{
    public static Message Submitted(Settings settings, AccountId account, string to) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "identity_submitted");

    public static Message Accepted(Settings settings, AccountId account, string to) =>
        CatalogueMessage.Of(
            settings, account, Channel.Email, to, "identity_accepted",
            ("days", (long)settings.Documents.Retention.TotalDays));

    public static Message Refused(Settings settings, AccountId account, string to, string? message) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "identity_refused", Said(message));

    public static Message MoreInformation(Settings settings, AccountId account, string to, string? message) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "identity_more_information", Said(message));

    private static (string Name, object? Value) Said(string? message) =>
        ("said", string.IsNullOrWhiteSpace(message) ? "" : new Text("message.said", ("message", message.Trim())));
}
