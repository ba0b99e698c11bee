using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sparekey.Edges.Storage;

/// <summary>
/// What a row holds as JSON, as a whole: a program that does not know all of it leaves it alone, or it would drop the
/// rest when it saves.
/// </summary>
public static class StoredBody
{
    private static readonly JsonSerializerOptions Whole = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="UnknownBodyException"/>
    public static T Read<T>(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Whole)!;
        }
        // Its text quotes the row: the cause is not passed on.
        catch (JsonException)
        {
            throw new UnknownBodyException();
        }
    }

    public static string Write<T>(T whole) => JsonSerializer.Serialize(whole, Whole);
}
