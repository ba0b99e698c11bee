using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sparekey.Core.Messages;

namespace Sparekey.Edges.Web;

/// <summary>The schema of a problem in the OpenAPI document, as <see cref="HttpReply"/> writes problems.</summary>
internal static class ProblemSchema
{
    internal static OpenApiSchema Make() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal (RFC 9457). Some codes have members of their own.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("urn:sparekey:problem: and the code.", "uri"),
            ["title"] = Text("The code as words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["detail"] = Text("One sentence for a person: what happened and what to do."),
            ["code"] = Text("Stable identifier."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Field to message, with invalid_request.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
            },
            ["retry_at"] = Text("When trying again makes sense.", "date-time"),
            ["tries_left"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Description = "With wrong_code and wrong_position.",
            },
            ["reason"] = Text("With weak_password, bad_picture and nothing_left_to_prove."),
            ["state"] = Text("With wrong_state: where the reset is."),
            ["open"] = Many("With requirements_open."),
            ["slots"] = Many("With pictures_missing."),
            ["part"] = Text("With unavailable of /health/ready: database, keys or delivery."),
        },
        AdditionalPropertiesAllowed = true,
    };

    /// <summary>The schema of a problem, limited to the codes that one call may return with one status.</summary>
    internal static OpenApiSchema WithCodes(IOpenApiSchema problem, IEnumerable<string> codes) => new()
    {
        AllOf = [
            problem,
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["code"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = [.. codes.Select(c => (JsonNode)JsonValue.Create(c))],
                    },
                },
            },
        ],
    };

    private static OpenApiSchema Text(string description, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = format };

    private static OpenApiSchema Many(string description) => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.String },
        Description = description,
    };
}
