using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sparekey.Edges.Replies;

namespace Sparekey.Edges.Web;

/// <summary>
/// Adds to the OpenAPI document: the access of each route, its summary, and the problems that it may return.
/// </summary>
public static class OpenApi
{
    private const string ProblemJson = "application/problem+json";
    private const string ProblemName = "Problem";

    private static readonly Dictionary<string, string> Schemes = new()
    {
        ["session"] = "A holder's session, from the end of a sign-in or registration.",
        ["registration"] = "The running registration, from POST /v1/registrations.",
        ["sign_in"] = "The running sign-in, from POST /v1/sign-ins.",
        ["recovery"] = "The running security reset, from POST /v1/recoveries or its resumption.",
        ["staff_sign_in"] = "A reviewer's running sign-in, from POST /v1/staff/sign-ins.",
        ["staff_session"] = "A reviewer's session.",
        ["api_key"] = "An integrator's API key, printed by 'sparekey integrator add'.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
        options.ShouldInclude = call => call.RelativePath?.StartsWith("dev/", StringComparison.Ordinal) != true;
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddSchemaTransformer((schema, context, _) => WireSchema.Correct(schema, context.JsonTypeInfo));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
    }

    // Every use case names its nested records Request and View. The name of the use case makes the schema names unique.
    private static string? NameOf(JsonTypeInfo info) =>
        info.Type is { IsNested: true, IsGenericType: false, DeclaringType: { } owner }
            ? owner.Name + info.Type.Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(info);

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Sparekey",
            Version = "v1",
            Description = "Account access, second factors and account recovery. "
                + "JSON in snake_case, times in RFC 3339 and UTC, ids opaque. "
                + "Refusals are RFC 9457 problems whose code is stable. Names are added, never changed.",
        };
        document.Servers = [];   // Addresses are relative to the document: behind a proxy the server has another name.
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = Schemes.ToDictionary(s => s.Key,
            IOpenApiSecurityScheme (s) => new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = s.Value,
            });
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var schema in document.Components.Schemas.Values.OfType<OpenApiSchema>())
            WireSchema.RemoveNulls(schema);
        document.Components.Schemas[ProblemName] = ProblemSchema.Make();
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var path = string.Join('/',
            context.Description.RelativePath!.Split('/')
                .Select(part => part.StartsWith('{')
                    ? $"{{{JsonNamingPolicy.SnakeCaseLower.ConvertName(part[1..^1])}}}"
                    : part));
        var call = $"{context.Description.HttpMethod} /{path}";
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var who = metadata.OfType<RouteAccess>().FirstOrDefault()?.Who ?? Who.Anyone;
        if (OpenApiWords.Of.TryGetValue(call, out var summary)) operation.Summary = summary;
        operation.OperationId = metadata.OfType<MethodInfo>().FirstOrDefault() is { DeclaringType: { } owner } method
            ? JsonNamingPolicy.SnakeCaseLower.ConvertName(owner.Name
                + method.Name.Replace("Handle", "", StringComparison.Ordinal))
            : null;
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(call), context.Document) };
        operation.Security = SchemeOf(who) is { } scheme
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }]
            : [];
        foreach (var problems in DeclaredProblems.Of(metadata).GroupBy(problem => problem.Status()))
            (operation.Responses ??= [])[problems.Key.ToString()] = ProblemResponse(
                problems.Key, [.. problems.Select(problem => problem.Code())], context.Document!);
        return Task.CompletedTask;
    }

    private static OpenApiResponse ProblemResponse(int status, List<string> codes, OpenApiDocument document) => new()
    {
        Description = string.Join(", ", codes.Select(c => $"`{c}`")),
        Headers = status is 429 or 503
            ? new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemJson] = new OpenApiMediaType
            {
                Schema = ProblemSchema.WithCodes(new OpenApiSchemaReference(ProblemName, document), codes),
            },
        },
    };

    private static string? SchemeOf(Who who) => who switch
    {
        Who.Anyone => null,
        Who.Holder or Who.HolderSteppedUp => "session",
        Who.Staff => "staff_session",
        Who.Integrator or Who.IntegratorKey => "api_key",
        Who.RegistrationFlow => "registration",
        Who.SignInFlow => "sign_in",
        Who.RecoveryFlow => "recovery",
        Who.StaffSignInFlow => "staff_sign_in",
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "Nobody said how this one shows who they are."),
    };

    // "POST /v1/sign-in/codes" belongs to "sign-in", and so does "POST /v1/sign-ins".
    private static string TagOf(string call)
    {
        var parts = call[(call.IndexOf('/') + 1)..].Split('/');
        var name = parts[0] == "v1" && parts.Length > 1 ? parts[1] : parts[0];
        return name switch
        {
            "recoveries" => "recovery",
            "identity" => "identity",
            _ => name.EndsWith('s') ? name[..^1] : name,
        };
    }
}
