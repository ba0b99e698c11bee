using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sparekey.Core.Messages;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>One request and its response, as sent over the wire.</summary>
/// <param name="Headers">Headers of the response, one line each.</param>
public sealed record Exchange(string Method, string Url, string? Bearer, byte[] Sent, string? SentKind, int Status,
    IReadOnlyList<string> Headers, byte[] Received)
{
    public string Path => Url.Split('?')[0];

    public string Text => string.Join('\n', Headers) + "\n\n" + System.Text.Encoding.UTF8.GetString(Received);
}

/// <summary>Records every request and every response of a client.</summary>
public sealed class Wire : DelegatingHandler
{
    private readonly ConcurrentQueue<Exchange> _exchanges = [];

    public IReadOnlyList<Exchange> Exchanges => [.. _exchanges];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        _exchanges.Enqueue(new Exchange(request.Method.Method, request.RequestUri!.PathAndQuery,
            request.Headers.Authorization?.Parameter, sent, request.Content?.Headers.ContentType?.MediaType,
            (int)response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value.Select(v =>
                $"{h.Key}: {v}"))], await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        return response;
    }
}

/// <summary>Keeps every line of the server's log, with its values and exceptions.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, _lines);

    public void Dispose() { }

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
