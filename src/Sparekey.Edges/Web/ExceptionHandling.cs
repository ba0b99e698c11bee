using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;

namespace Sparekey.Edges.Web;

/// <summary>
/// The only place where exceptions become responses: malformed requests, failures of the database, bugs. The response
/// contains nothing of the exception.
/// </summary>
public static class ExceptionHandling
{
    public static void UseExceptionHandling(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger("Sparekey.ExceptionHandling");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
                if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405 or 413 or 415
                    && http.Response.ContentLength is null && http.Response.ContentType is null)
                    await Reply(http, OfStatus(http.Response.StatusCode));
            }
            catch (Exception) when (http.RequestAborted.IsCancellationRequested)
            {
                // The client disconnected, so there is no response.
            }
            catch (Exception e) when (!http.Response.HasStarted)
            {
                var refusal = Of(e);
                // The message of an exception may contain what was sent, so only the kind and the stack are logged.
                if (refusal.Status >= 500)
                    log.LogError("{Kind} at {Route}\n{Stack}", KindOf(e),
                        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, e.StackTrace);
                http.Response.Clear();
                await Reply(http, refusal);
            }
        });
    }

    private static Task Reply(HttpContext http, Refusal refusal) =>
        http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
                || http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { IsApi: true }
            ? HttpReply.Write(http, refusal)
            : Page.WriteProblem(http, refusal);

    private static Refusal Of(Exception e) => e switch
    {
        BadHttpRequestException { InnerException: JsonException json } =>
            Refusals.Invalid((FieldOf(json), "invalid.kind_of_value")),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        DatabaseUnavailableException { MayBeDone: true } => Refusals.PerhapsDone,
        SqliteException or DatabaseBusyException or DatabaseMovedException or DatabaseUnavailableException
            or UnknownBodyException or IOException or UnauthorizedAccessException => Refusals.Unavailable,
        // A sealed secret cannot be opened: the key ring is the wrong one, or the row was changed.
        CryptographicException => Refusals.Unavailable,
        _ => Refusals.Internal,
    };

    private static string KindOf(Exception e) => e switch
    {
        DatabaseUnavailableException down => down.Kind,
        DatabaseMovedException moved => moved.Message,
        _ => e.GetType().Name,
    };

    private static Refusal OfStatus(int status) => status switch
    {
        404 => Refusals.NotFound,
        405 => Refusals.MethodNotAllowed,
        413 => Refusals.TooLarge,
        415 => Refusals.UnsupportedMediaType,
        _ => Refusals.Invalid(("body", "invalid.body")),
    };

    // "$.answers[1].question_id" becomes "answers[1].question_id". A body that is not JSON has no path.
    private static string FieldOf(JsonException e) =>
        e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
}
