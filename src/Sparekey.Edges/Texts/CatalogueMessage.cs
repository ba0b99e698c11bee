using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;

namespace Sparekey.Edges.Texts;

/// <summary>
/// Makes messages from the catalogue. A message has one key for each channel: <c>message.NAME.email</c> with
/// <c>message.NAME.subject</c>, <c>message.NAME.sms</c>, <c>message.NAME.voice</c>.
/// </summary>
public static class CatalogueMessage
{
    /// <param name="name">Name of the message in the catalogue, for example <c>new_device</c>.</param>
    /// <param name="values">
    /// Values of the placeholders. Every message also has <c>service</c>, <c>origin</c>, <c>support</c> (the end of a
    /// sentence that refers the reader to the service), <c>questions</c> (a line with the contact of the service, or
    /// nothing) and <c>never_asked</c>.
    /// </param>
    public static Message Of(
        Settings settings, AccountId account, Channel channel, string to, string name,
        params (string Name, object? Value)[] values)
    {
        var all = (IReadOnlyList<(string Name, object? Value)>)[.. values, .. Common(settings)];
        var subject = channel == Channel.Email ? Say($"message.{name}.subject", all) : "";
        return new(account, channel, to, subject, Say($"message.{name}.{WireName.Of(channel)}", all));
    }

    /// <summary>
    /// The values of a message with a code: the code in digits, the code as a voice call speaks it, and the minutes.
    /// </summary>
    public static (string Name, object? Value)[] Code(string code, TimeSpan lifetime) =>
    [
        ("code", code),
        ("spoken", string.Join(", ", code.ToCharArray())),
        ("minutes", (long)lifetime.TotalMinutes),
    ];

    private static string Say(string key, IReadOnlyList<(string Name, object? Value)> values) =>
        TextCatalogue.Of(new(key, [.. values]));

    private static IEnumerable<(string Name, object? Value)> Common(Settings settings)
    {
        var service = ("service", (object?)settings.ServiceName);
        yield return service;
        yield return ("origin", settings.Origin);
        yield return ("support", settings.Support.Length > 0 ? $": {settings.Support}" : ".");
        yield return ("questions",
            settings.Support.Length > 0 ? new Text("message.questions", ("support", settings.Support)) : "");
        yield return ("never_asked", new Text("message.never_asked", service));
    }
}
