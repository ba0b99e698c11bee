using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.Accounts;

/// <summary>The messages about an account.</summary>
internal static class AccountMessages
{
    public static Message PasswordChanged(
        Settings settings, AccountId account, string to, Visitor visitor, DateTimeOffset now) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "password_changed", ("when", now),
            ("device", visitor.Device));

    public static Notice Unfrozen(Visitor visitor, DateTimeOffset now, DateTimeOffset heldUntil) =>
        new("unfrozen_by_owner", ("when", now), ("device", visitor.Device), ("until", heldUntil));
}
