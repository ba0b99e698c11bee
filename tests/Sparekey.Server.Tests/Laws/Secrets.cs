using System.Text.Json;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>Every secret that was seen on a wire, with the one answer that may hold it.</summary>
/// <param name="Born">The answer that handed it out; null for what people typed, which no answer repeats.</param>
public sealed record Secret(string Name, string Text, Exchange? Born)
{
    /// <summary>Long enough to be looked for among bytes; a code of six digits stands somewhere in any file.</summary>
    public bool IsLong => Text.Length >= 10;

    // A short code counts only where it stands alone, not as a part of an id.
    public bool IsIn(string text) => IsLong
        ? text.Contains(Text, StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(Text)}(?![\w-])", RegexOptions.IgnoreCase);
}

public static partial class Secrets
{
    // What people type into calls, and what calls hand out once. Names of the wire.
    private static readonly HashSet<string> Typed = ["password", "code", "captcha_token", "token", "resume_code",
        "answer", "number", "email",
        "address",
        "document_number"];
    private static readonly HashSet<string> HandedOut = ["token", "registration", "sign_in", "recovery",
        "resume_code", "backup_key",
        "captcha_token", "codes"];

    public static List<Secret> SeenOn(Wire wire)
    {
        var secrets = new Dictionary<string, Secret>();
        foreach (var exchange in wire.Exchanges)
        {
            foreach (var (name, text) in Strings(exchange.Received, HandedOut)) Add(new(name, text, exchange));
            foreach (var (name, text) in Strings(exchange.Sent, Typed)) Add(new(name, text, null));
            if (exchange.Bearer is { } bearer) Add(new("bearer", bearer, null));
        }
        return [.. secrets.Values];

        void Add(Secret secret)
        {
            // 000000 and the like were made up to be wrong; a picture may be #000000.
            if (secret.Text.Length < 6 || secret.Text.All(c => c == secret.Text[0])) return;
            secrets.TryAdd(secret.Text, secret);
            // Keys and codes are shown in groups, and typed without them.
            var plain = Groups().Replace(secret.Text, "");
            if (plain != secret.Text && secret.Name is "backup_key" or "codes" or "resume_code")
                secrets.TryAdd(plain, secret with { Text = plain });
        }
    }

    private static List<(string Name, string Text)> Strings(byte[] body, HashSet<string> names)
    {
        if (body.Length == 0 || body[0] != '{') return [];
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. Strings(json.RootElement, "", names)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Name, string Text)> Strings(JsonElement element, string name,
        HashSet<string> names) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(member => Strings(member.Value, member.Name, names)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name, names)),
        JsonValueKind.String when names.Contains(name) => [(name, element.GetString()!)],
        _ => [],
    };

    [GeneratedRegex("[ -]")]
    private static partial Regex Groups();
}
