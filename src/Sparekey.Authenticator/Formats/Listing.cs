using System.Security.Cryptography;
using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>The readings that most JSON formats share.</summary>
internal static class Listing
{
    /// <summary>Reads each element of a list.</summary>
    /// <param name="list">Null when the file has none: damaged.</param>
    /// <param name="read">The item of an element and its place from 1; null when it is none.</param>
    public static Reading Read(Format format, JsonElement? list, bool isNewer, Func<JsonElement, int, Item?> read)
    {
        if (list is not { } elements) return new Reading.Refused(format, FileRefusal.Damaged);
        var items = new List<Item>();
        foreach (var (at, element) in elements.EnumerateArray().Index())
        {
            if (read(element, at + 1) is not { } item) continue;
            items.Add(item);
            if (items.Count <= ImportFile.MaximumEntries) continue;
            Forget(items);
            return new Reading.Refused(format, FileRefusal.TooLarge);
        }
        return new Reading.Read(format, isNewer ? [FileWarning.NewerVersion] : [], items);
    }

    /// <summary>Reads JSON that was decrypted, and wipes it.</summary>
    /// <returns>Null when it is no JSON.</returns>
    public static Reading? ReadDecrypted(byte[] text, Func<JsonElement, Reading> read)
    {
        using var json = Json.Parse(text);
        var reading = json is null ? null : read(json.RootElement);
        CryptographicOperations.ZeroMemory(text);
        return reading;
    }

    public static void Forget(IEnumerable<Item> items)
    {
        foreach (var item in items) (item as Item.Accepted)?.Entry.Otp.Key.Dispose();
    }

    /// <summary>Names by their ids, of a list of objects; the first of an id counts.</summary>
    public static Dictionary<string, string> Names(JsonElement? list, string id, string name) =>
        list is not { } elements ? [] : elements.EnumerateArray().Select(element => new Fields(element))
            .Select(element => KeyValuePair.Create(element.Text(id), element.Text(name)))
            .DistinctBy(pair => pair.Key)
            .ToDictionary();
}
