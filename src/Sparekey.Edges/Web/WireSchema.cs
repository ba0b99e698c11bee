using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Sparekey.Edges.Web;

/// <summary>
/// Corrects what the generator reads off our types, so that the document says what <see cref="HttpReply"/> writes: a
/// member without a value is left out and never null, and a time is text.
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

    /// <summary>"Null or one of our records" becomes the record. Only the finished document shows these.</summary>
    internal static void LeaveNullsOut(OpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToArray() ?? [])
            if (member.OneOf?.Any(o => o.Type == JsonSchemaType.Null) == true)
                schema.Properties![name] = member.OneOf.First(o => o.Type != JsonSchemaType.Null);
    }
}
