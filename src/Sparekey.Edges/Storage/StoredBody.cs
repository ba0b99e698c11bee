using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sparekey.Edges.Storage;

/// <summary>
/// An object that a row stores as JSON. A program that does not know all members must not change the row, because it
/// would delete the unknown members when it saves.
/// </summary>
public static class StoredBody
{
    private static readonly JsonSerializerOptions Options = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="UnknownBodyException"/>
    public static T Read<T>(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options)!;
        }
        // The message of this exception quotes the row, so it does not become the inner exception.
        catch (JsonException)
        {
            throw new UnknownBodyException();
        }
    }

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, Options);
}
