using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Sparekey.Edges.Web;
using Sparekey.Server.Tests.Conventions;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Every call of the API gets invalid input from somebody who may come in. The response is a documented problem, never
/// a server error, and nothing changes.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly string Documented = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "spec",
        "problems.md"));

    // These calls answer an invalid token with 200, which is not an error there.
    private static readonly string[] AnswerAnything = ["/v1/sessions/introspect"];

    private readonly List<string> _wrong = [];
    private House _house = null!;
    private Tokens _tokens = null!;
    private List<ServedRoute> _calls = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open();
        _tokens = await Tokens.Of(_house);
        _calls = [.. ServedRoute.Of(_house).Where(route => route.IsCall)];
        Assert.True(_calls.Count > 50);
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    private sealed record Body(string Name, byte[] Bytes, string Kind = "application/json", int? Is = null);

    [Fact]
    public async Task RefusesEveryBodyThatIsNone()
    {
        var before = await _house.RowCounts();
        var calls = _calls.Where(call => call.Body is not null).ToList();
        Assert.True(calls.Count > 20);
        foreach (var call in calls)
            foreach (var body in Bodies(call.Body!))
                await Judge(call, body, _tokens[call.RouteAccess.Who]);

        Assert.Empty(_wrong);
        Assert.Equal(before, await _house.RowCounts());
    }

    [Fact]
    public async Task RefusesEveryPictureThatIsNone()
    {
        var before = await _house.RowCounts();
        foreach (var call in _calls.Where(
            call => call.Endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null))
            foreach (var body in (Body[])[new("nothing", []), new("text", "hello"u8.ToArray()),
                new("half a PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]), new(
                    "zeros", new byte[100_000],
                    "image/jpeg")])
                await Judge(call, body, _tokens[call.RouteAccess.Who]);

        Assert.Empty(_wrong);
        Assert.Equal(before, await _house.RowCounts());
    }

    [Fact]
    public async Task RefusesEveryTokenThatIsUnknownForeignOrExpired()
    {
        var calls = _calls.Where(call => call.RouteAccess.Who is not Who.Anyone).ToList();
        var before = await _house.RowCounts();
        var empty = new Body("a token that is none", "{}"u8.ToArray());
        foreach (var call in calls)
        {
            foreach (var token in (string?[])[null, "", "x", new string('A', 64), new string('A', 5000),
                "sk_" + new string('A', 43)])
                await Judge(call, empty, token);
            var same = _tokens[call.RouteAccess.Who];
            foreach (var foreign in _tokens.All.Where(token => token != same)) await Judge(call, empty with { Name =
                "a foreign token" }, foreign);
        }
        Assert.Equal(before, await _house.RowCounts());

        _house.Clock.Advance(TimeSpan.FromDays(8));
        foreach (var call in calls.Where(
            call => call.RouteAccess.Who is not (Who.Integrator or Who.IntegratorKey or Who.RecoveryFlow)))
            await Judge(call, empty with { Name =
                "an expired token" }, _tokens[call.RouteAccess.Who]);
        Assert.Empty(_wrong);
        Assert.Equal(before, await _house.RowCounts());
    }

    [Fact]
    public async Task RefusesEveryOtherVerb()
    {
        var before = await _house.RowCounts();
        foreach (var path in _calls.GroupBy(call => call.Path))
            foreach (var verb in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
                if (path.All(call => call.Method != verb))
                    foreach (var token in _tokens.All.Append(null).Take(2))
                        await Judge(path.First() with { Method = verb }, new Body(
                            "another verb", "{}"u8.ToArray(), Is: 405), token);

        Assert.Empty(_wrong);
        Assert.Equal(before, await _house.RowCounts());
    }

    [Fact]
    public async Task IgnoresTheContentType_WhenTheCallReadsNoJson()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/account");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[Who.Holder]);
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=nonsense");

        using var response = await _house.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static IEnumerable<Body> Bodies(Type type)
    {
        yield return new("no body", []);
        foreach (var text in (string[])["null", "[]", "\"x\"", "7", "true", "{", "{\"a\":", "{\"a\":1}}", "{'a':1}",
            "\u0000", new string('[', 5000),
            "{\"a\":" + new string('9', 400) + "e999}"])
                yield return new(text[..Math.Min(text.Length, 12)], Encoding.UTF8.GetBytes(text), Is: text.StartsWith(
                "{\"a\":9", StringComparison.Ordinal) ? null : 400);
        yield return new("{}", "{}"u8.ToArray());
        yield return new("a megabyte", Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 1 << 20) + "\"}"), Is: 413);
        foreach (var kind in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
            "application/xml", "image/png"]) yield return new(kind, "{}"u8.ToArray(), kind, 415);
        yield return new("UTF-16", Encoding.Unicode.GetBytes("{}"), "application/json; charset=utf-16", 415);
        yield return new("a made-up charset", "{}"u8.ToArray(), "application/json; charset=nonsense", 415);
        yield return new("no kind", "{}"u8.ToArray(), "", 415);
        yield return new("a lone surrogate as a name", "{\"\\ud800\":1}"u8.ToArray());

        var fields = type.GetProperties()
            .Where(p => p.Name != "EqualityContract")
            .ToDictionary(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), p => p.PropertyType);
        foreach (var (name, kind) in fields)
            foreach (var value in Mistyped(kind))
                yield return new($"{name} = {value}", Encoding.UTF8.GetBytes($"{{\"{name}\":{value}}}"), Is: 400);
        var texts = fields.Where(f => f.Value == typeof(string)).Select(f => f.Key).ToList();
        foreach (var (name, value) in ((string, byte[])[])[("a lone surrogate", "\\ud800"u8.ToArray()),
            ("a nought", "a\\u0000b"u8.ToArray()), (
                "bytes that are no UTF-8", [0xC3, 0x28, 0xFF]),
            ("50 kB", Encoding.ASCII.GetBytes(new string('x', 50_000 / Math.Max(1, texts.Count)))),
            (
                "SQL", "' OR 1=1; DROP TABLE accounts --"u8.ToArray()), (
                "white space", " \\t\\n"u8.ToArray()), (
                "another script", "٠١٢٣٤٥"u8.ToArray())])
            yield return new($"{name} in every text", [.. "{"u8, .. string.Join(',', texts.Select(t =>
                $"\"{t}\":\"@\"")).SelectMany(c => c == '@' ? value : [(byte)c]), .. "}"u8]);
    }

    private static string[] Mistyped(Type kind) =>
        kind == typeof(string) || kind.IsEnum || Nullable.GetUnderlyingType(kind)?.IsEnum == true ? ["7", "true",
            "[]", "{}",
            "[\"x\"]"]
        : kind == typeof(bool) || kind == typeof(bool?) ? ["7", "\"true\"", "[]", "{}"]
        : kind.IsValueType ? ["\"7\"", "true", "[]", "{}"]
        : typeof(System.Collections.IEnumerable).IsAssignableFrom(kind) ? ["7", "\"x\"", "true", "{}"] : ["7",
            "\"x\"", "[]"];

    private async Task Judge(ServedRoute call, Body body, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (call.Changes)
        {
            request.Content = new ByteArrayContent(body.Bytes);
            if (body is { Bytes.Length: > 0, Kind.Length: > 0 })
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(body.Kind);
            request.Headers.ExpectContinue = body.Bytes.Length > 100_000;   // the refusal comes before the body is sent
        }
        using var response = await _house.Http.SendAsync(request);
        var (status, text) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        if (AnswerAnything.Contains(call.Path) && status == 200) return;
        var isProblem = status is >= 400 and < 500
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && JsonNode.Parse(text)?["code"]?.GetValue<string>() is { } code && Documented.Contains(
                $"| `{code}` | {status} |", StringComparison.Ordinal);
        if (!isProblem || (body.Is ?? status) != status) _wrong.Add(
            $"{call} with {body.Name} ({token?[..Math.Min(6, token.Length)]}): {status} {text}");
    }
}
