using System.Security.Cryptography;
using System.Text.Json;

namespace Sparekey.Authenticator.Formats;

/// <summary>Reading of lists, shared by most JSON formats.</summary>
internal static class Listing
{
    /// <summary>Reads each element of a list.</summary>
    /// <param name="list">Null if the file has no list; the file is then damaged.</param>
    /// <param name="read">Gives the item for an element and its position, from 1; null if it is no entry.</param>
    public static Reading Read(Format format, JsonElement? list, bool isNewer, Func<JsonElement, int, Item?> read)
    {
        if (list is not { } elements) return new Reading.Refused(format, FileRefusal.Damaged);
        var items = new List<Item>();
        foreach (var (at, element) in elements.EnumerateArray().Index())
        {
            if (read(element, at + 1) is not { } item) continue;
            items.Add(item);
            if (items.Count <= ImportFile.MaximumEntries) continue;
            Erase(items);
            return new Reading.Refused(format, FileRefusal.TooLarge);
        }
        return new Reading.Read(format, isNewer ? [FileWarning.NewerVersion] : [], items);
    }

    /// <summary>Reads decrypted JSON, and zeroes the text afterwards.</summary>
    /// <returns>Null if the text is not JSON.</returns>
    public static Reading? ReadDecrypted(byte[] text, Func<JsonElement, Reading> read)
    {
        using var json = Json.Parse(text);
        var reading = json is null ? null : read(json.RootElement);
        CryptographicOperations.ZeroMemory(text);
        return reading;
    }

    public static void Erase(IEnumerable<Item> items)
    {
        foreach (var item in items) (item as Item.Accepted)?.Entry.Otp.Key.Dispose();
    }

    /// <summary>Names by id from a list of objects. If an id occurs twice, the first name counts.</summary>
    public static Dictionary<string, string> Names(JsonElement? list, string id, string name) =>
        list is not { } elements ? [] : elements.EnumerateArray().Select(element => new Fields(element))
            .Select(element => KeyValuePair.Create(element.Text(id), element.Text(name)))
            .DistinctBy(pair => pair.Key)
            .ToDictionary();
}
