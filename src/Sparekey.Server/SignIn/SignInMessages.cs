using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Server.SignIn;

/// <summary>The messages of a sign-in.</summary>
internal static class SignInMessages
{
    public static Message SignInCode(
        Settings settings, AccountId account, Channel channel, string to, string code, TimeSpan lifetime) =>
        CatalogueMessage.Of(settings, account, channel, to, "sign_in_code", CatalogueMessage.Code(code, lifetime));

    public static Message NewDevice(Settings settings, AccountId account, string to, Visitor visitor,
        DateTimeOffset now) =>
        CatalogueMessage.Of(settings, account, Channel.Email, to, "new_device", ("when", now),
            ("device", visitor.Device));
}
