using System.Text.Json;
using System.Text.RegularExpressions;
using Sparekey.Core.Messages;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>A secret that was seen on the wire, with the one response that may contain it.</summary>
/// <param name="Born">The response that issued it; null for typed input, which no response repeats.</param>
public sealed record Secret(string Name, string Text, Exchange? Born)
{
    /// <summary>Long enough to search for among bytes; six digits occur by chance in any file.</summary>
    public bool IsLong => Text.Length >= 10;

    // A short code counts only by itself, not as a part of an id.
    public bool IsIn(string text) => IsLong
        ? text.Contains(Text, StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(Text)}(?![\w-])", RegexOptions.IgnoreCase);
}

public static partial class Secrets
{
    // Wire names of values that people type, and of values that calls hand out once.
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
            // Values such as 000000 are made up wrong codes; a picture may contain #000000.
            if (secret.Text.Length < 6 || secret.Text.All(c => c == secret.Text[0])) return;
            secrets.TryAdd(secret.Text, secret);
            // Keys and codes are shown in groups and typed without them.
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
