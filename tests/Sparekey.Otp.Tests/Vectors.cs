using System.Text.Json;

namespace Sparekey.Otp.Tests;

/// <summary>The cases of one file of <c>vectors/</c>. The C# and the TypeScript tests share them.</summary>
internal static class Vectors
{
    public static IReadOnlyList<JsonElement> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "vectors", file)));
        Assert.False(string.IsNullOrWhiteSpace(document.RootElement.GetProperty("source").GetString()),
            $"{file} names its source");
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.Clone())];
    }

    /// <summary>One theory row for each case, by name, so that a failure shows the name.</summary>
    public static TheoryData<string> Names(string file)
    {
        var names = new TheoryData<string>();
        foreach (var one in Read(file)) names.Add(one.Text("name"));
        return names;
    }

    public static JsonElement Named(string file, string name) => Read(file).Single(one => one.Text("name") == name);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>A number, or a string if JavaScript cannot represent the number.</summary>
    public static ulong Counter(this JsonElement element)
    {
        if (!element.TryGetProperty("counter", out var counter)) return 0;
        return counter.ValueKind is JsonValueKind.String ? ulong.Parse(counter.GetString()!) : counter.GetUInt64();
    }

    public static OtpAlgorithm Algorithm(this JsonElement element) =>
        Enum.Parse<OtpAlgorithm>(element.Text("algorithm"), ignoreCase: true);

    public static OtpKind Kind(this JsonElement element) => Enum.Parse<OtpKind>(element.Text("kind"), ignoreCase: true);

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
