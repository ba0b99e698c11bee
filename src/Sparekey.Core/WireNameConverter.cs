using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sparekey.Core;

/// <summary>
/// Makes System.Text.Json write an enum as its <see cref="WireName"/>. Numbers are refused when read.
/// </summary>
public sealed class WireNameConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where T : struct, Enum;
