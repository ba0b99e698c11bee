using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Texts;

namespace Sparekey.Edges.Web;

/// <summary>
/// Makes the responses for programs: a value as JSON, a refusal as <c>application/problem+json</c> (RFC 9457).
/// </summary>
public static class HttpReply
{
    public const string ProblemType = "urn:sparekey:problem:";

    /// <summary>Names in snake_case, times in UTC, no members with the value null.</summary>
    public static readonly JsonSerializerOptions Json = Configure(
        new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;   // A number in quotes is an error.
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTime());
        return options;
    }

    /// <param name="status">Status of the value; a refusal has its own status.</param>
    public static IResult Of<T>(Reply<T> reply, int status = 200) => reply switch
    {
        Reply<T>.Done done when done.Value is Nothing => Results.Json(new { }, Json, statusCode: status),
        Reply<T>.Done done => Results.Json(done.Value, Json, statusCode: status),
        Reply<T>.Refused refused => Problem(refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static IResult Problem(Refusal refusal) => new ProblemResult(refusal);

    public static async Task Write(HttpContext http, Refusal refusal) => await Problem(refusal).ExecuteAsync(http);

    /// <summary>Sets <c>Retry-After</c> if waiting helps.</summary>
    internal static void SetRetryAfter(HttpContext http, Refusal refusal)
    {
        if (refusal.RetryAt is { } at)
        {
            var clock = http.RequestServices.GetRequiredService<TimeProvider>();
            var seconds = Math.Max(1, (long)Math.Ceiling((at - clock.GetUtcNow()).TotalSeconds));
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (refusal.Status == 503) http.Response.Headers.RetryAfter = "5";
    }

    private sealed class ProblemResult(Refusal refusal) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var body = new Dictionary<string, object?>
            {
                ["type"] = ProblemType + refusal.Code,
                ["title"] = char.ToUpperInvariant(refusal.Code[0]) + refusal.Code[1..].Replace('_', ' '),
                ["status"] = refusal.Status,
                ["detail"] = TextCatalogue.Of(refusal.Text),
                ["code"] = refusal.Code,
            };
            if (refusal.Errors is not null)
                body["errors"] = refusal.Errors.ToDictionary(error => error.Key,
                    error => TextCatalogue.Of(error.Value));
            foreach (var (name, value) in refusal.Members ?? new Dictionary<string, object?>()) body[name] = value;
            if (refusal.RetryAt is { } at) body["retry_at"] = at;
            SetRetryAfter(http, refusal);
            http.Response.StatusCode = refusal.Status;
            await http.Response.WriteAsJsonAsync(body, Json, "application/problem+json");
        }
    }

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert,
            JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
