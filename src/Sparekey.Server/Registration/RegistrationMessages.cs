using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Registration;

/// <summary>The messages to somebody who opens an account.</summary>
internal static class RegistrationMessages
{
    public static Message ConfirmAddress(Settings settings, AccountId account, EmailAddress to, string code) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to.Value, "confirm_address", ("code", code));

    public static Message AddressTaken(Settings settings, AccountId account, EmailAddress to) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to.Value, "already_registered");

    public static Message AccountOpened(Settings settings, AccountId account, string to) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "account_opened");
}
