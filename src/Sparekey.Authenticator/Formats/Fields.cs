using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Formats;

/// <summary>
/// The fields of one JSON object. A null counts as absent. Reading a field of another type marks the object as damaged.
/// </summary>
internal sealed class Fields(JsonElement element)
{
    private readonly JsonElement element = element;

    /// <summary>Whether a field that was read had a wrong type, or a required object was missing.</summary>
    public bool Damaged { get; private set; } = element.ValueKind is not JsonValueKind.Object;

    public JsonElement Element => element;

    /// <returns>Empty if absent.</returns>
    public string Text(string name) => Find(name, JsonValueKind.String) is { } text ? text.GetString()! : "";

    /// <returns>Null if absent. A number of more than 64 bits becomes -2^63, which no field accepts.</returns>
    public decimal? Number(string name)
    {
        if (Find(name, JsonValueKind.Number) is not { } number) return null;
        return number.TryGetDecimal(out var value) && value is >= long.MinValue and <= ulong.MaxValue
            ? value
            : long.MinValue;
    }

    /// <returns>False if absent.</returns>
    public bool Flag(string name)
    {
        if (Get(name) is not { } flag) return false;
        if (flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Damaged = true;
        return flag.ValueKind is JsonValueKind.True;
    }

    /// <summary>A required object.</summary>
    /// <returns>An object without fields if the object is missing.</returns>
    public Fields Object(string name)
    {
        if (Find(name, JsonValueKind.Object) is { } found) return new Fields(found);
        Damaged = true;
        return new Fields(default);
    }

    /// <summary>An object that may be absent.</summary>
    public Fields? OptionalObject(string name) =>
        Find(name, JsonValueKind.Object) is { } found ? new Fields(found) : null;

    /// <returns>Null if absent.</returns>
    public JsonElement? List(string name) => Find(name, JsonValueKind.Array);

    /// <summary>The texts of an array. Empty texts and values of other types are skipped.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        List(name) is { } list
            ? [.. list.EnumerateArray()
                .Where(one => one.ValueKind is JsonValueKind.String)
                .Select(one => one.GetString()!)
                .Where(text => text.Length > 0)]
            : [];

    public bool Has(string name) => Get(name) is not null;

    /// <summary>Whether the field is a text or absent.</summary>
    public bool IsText(string name) => Get(name) is not { } found || found.ValueKind is JsonValueKind.String;

    /// <returns>Null if the field is absent, not a text, or not Base64.</returns>
    public byte[]? Base64(string name) =>
        Find(name, JsonValueKind.String) is { } text && text.TryGetBytesFromBase64(out var bytes) ? bytes : null;

    /// <returns>Null if the field is absent, not a text, or not exactly <paramref name="length"/> bytes in hexadecimal.
    /// </returns>
    public byte[]? Hex(string name, int length)
    {
        if (Text(name) is not { } text || text.Length != 2 * length) return null;
        var bytes = new byte[length];
        return Convert.FromHexString(text, bytes, out _, out _) is System.Buffers.OperationStatus.Done ? bytes : null;
    }

    /// <summary>A key in Base32. Its text does not become a string, because a string cannot be zeroed.</summary>
    /// <remarks>A text with JSON escapes is the exception: it does become a string.</remarks>
    /// <returns>Null if absent.</returns>
    public TypedKey? Key(string name)
    {
        if (Find(name, JsonValueKind.String) is not { } text) return null;
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (raw.Contains((byte)'\\')) return OtpKey.Parse(text.GetString());
        var characters = new char[Encoding.UTF8.GetCharCount(raw)];
        Encoding.UTF8.GetChars(raw, characters);
        var key = OtpKey.Parse(characters);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters.AsSpan()));
        return key;
    }

    private JsonElement? Find(string name, JsonValueKind kind)
    {
        if (Get(name) is not { } found) return null;
        if (found.ValueKind == kind) return found;
        Damaged = true;
        return null;
    }

    private JsonElement? Get(string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var found)
                && found.ValueKind is not JsonValueKind.Null
            ? found
            : null;
}
