using System.Text.Json;
using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Tests.Formats;

/// <summary>The cases of <c>vectors/vaults</c>. The C# and the TypeScript tests share them.</summary>
internal static class VaultVectors
{
    public static string Folder { get; } = Path.Combine(Root(), "vectors", "vaults");

    private static JsonElement Document { get; } =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json"))).RootElement;

    public static IEnumerable<JsonElement> Cases => Document.GetProperty("cases").EnumerateArray();

    public static IEnumerable<JsonElement> Refused => Document.GetProperty("refused").EnumerateArray();

    public static byte[] Bytes(JsonElement one) => File.ReadAllBytes(Path.Combine(Folder, Text(one, "file")!));

    public static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var text) ? text.GetString() : null;

    /// <summary>Identifies a case: its file, and its name if the file has several cases.</summary>
    public static string Id(JsonElement one) => $"{Text(one, "file")}: {Text(one, "name")}";

    public static TheoryData<string> Ids(IEnumerable<JsonElement> cases)
    {
        var ids = new TheoryData<string>();
        foreach (var one in cases) ids.Add(Id(one));
        return ids;
    }

    public static JsonElement Named(IEnumerable<JsonElement> cases, string id) => cases.Single(one => Id(one) == id);

    public static string Describe(JsonElement item)
    {
        if (Text(item, "refused") is { } reason) return $"{Text(item, "name")} / {reason}";
        var entry = item.GetProperty("entry");
        return string.Join(" / ",
            Text(entry, "kind"), Text(entry, "issuer"), Text(entry, "account"), Text(entry, "secret"),
            Text(entry, "algorithm"), entry.GetProperty("digits"), entry.GetProperty("period"),
            Text(entry, "counter") ?? "0",
            Text(entry, "note"),
            entry.TryGetProperty("groups", out var groups) ? string.Join(",", groups.EnumerateArray()) : "",
            entry.TryGetProperty("favourite", out var favourite) && favourite.GetBoolean(),
            string.Join(",", item.GetProperty("warnings").EnumerateArray()));
    }

    public static string Describe(Item item) => item switch
    {
        Item.Accepted { Entry: var entry, Warnings: var warnings } => string.Join(" / ",
            Snake(entry.Otp.Kind), entry.Otp.Issuer, entry.Otp.Account, entry.Otp.Key.ToBase32(),
            Snake(entry.Otp.Algorithm), entry.Otp.Digits, entry.Otp.Period, entry.Otp.Counter,
            entry.Note, string.Join(",", entry.Groups), entry.Favourite, string.Join(",", warnings.Select(Snake))),
        Item.Refused refused => $"{refused.Name} / {Snake(refused.Reason)}",
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    /// <summary>The name of an enum value as in the vectors: <c>short_key</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sparekey.slnx")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("Sparekey.slnx is in no folder above the tests.");
    }
}
