using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Sparekey.Edges.Web;

/// <summary>
/// Corrects the generated schemas to match the output of <see cref="HttpReply"/>: a member without a value is absent
/// and never null, and a time is a string.
/// </summary>
internal static class WireSchema
{
    internal static Task Correct(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Type == typeof(DateTimeOffset) || type.Type == typeof(DateTimeOffset?))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        foreach (var member in type.Properties)
        {
            if (!member.IsGetNullable && Nullable.GetUnderlyingType(member.PropertyType) is null) continue;
            schema.Required?.Remove(member.Name);
            if (schema.Properties?.TryGetValue(member.Name, out var shape) != true || shape is not OpenApiSchema own)
                continue;
            own.Type &= ~JsonSchemaType.Null;
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Replaces "null or a record" by the record. Only the finished document contains such members.
    /// </summary>
    internal static void RemoveNulls(OpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToArray() ?? [])
            if (member.OneOf?.Any(o => o.Type == JsonSchemaType.Null) == true)
                schema.Properties![name] = member.OneOf.First(o => o.Type != JsonSchemaType.Null);
    }
}
