using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Core;
using Sparekey.Core.Accounts;
using Sparekey.Core.Messages;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server.Captcha;
using Sparekey.Server.Dev;
using Sparekey.Server.Tests.Edges.Storage.Statements;
using Sparekey.Server.Tests.Engines;

namespace Sparekey.Server.Tests.Journeys;

/// <summary>
/// A whole server of its own, on loopback, with an empty data folder and a clock that the test moves.
/// </summary>
public sealed class House : IAsyncDisposable
{
    private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

    private readonly DeclaredResponses _declared;
    private readonly bool _ownsData;

    private House(Microsoft.AspNetCore.Builder.WebApplication app, DeclaredResponses declared, Settings settings,
        TestClock clock, Wire? wire, bool ownsData)
    {
        (_app, _declared, Settings, Clock, _ownsData) = (app, declared, settings, clock, ownsData);
        Address = new Uri(app.Urls.First());
        Http = NewClient(wire);
    }

    public Settings Settings { get; }
    public TestClock Clock { get; }
    public Uri Address { get; }

    /// <summary>Has no cookies and does not follow redirects, so every test shows what it sends.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;
    public Database Database => Services.GetRequiredService<Database>();

    /// <param name="wire">Records every exchange of <see cref="Http"/>.</param>
    /// <param name="logging">Where the server's log goes beside the console.</param>
    /// <param name="heard">Called with every text that the server sends to its database.</param>
    /// <param name="routes">Adds routes of the test.</param>
    public static async Task<House> Open(Action<Settings>? change = null, TestClock? clock = null, Wire? wire = null,
        Action<Microsoft.Extensions.Logging.ILoggingBuilder>? logging = null, Action<HeardStatement>? heard = null,
        Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder>? routes = null)
    {
        clock ??= new TestClock();
        var settings = new Settings
        {
            Mode = Mode.Development,
            Listen = "http://127.0.0.1:0",
            Data = Directory.CreateTempSubdirectory("sparekey-test-").FullName,
            Database = await Engine.NewDatabase(),
            Delivery = { Kind = DeliveryKind.Files },
            Captcha = { Bits = 4 },
            SendLimits = { PerNetworkHour = 100_000 },   // all tests come from one network
            LongestLine = TimeSpan.FromSeconds(30),      // and send many requests at once
        };
        change?.Invoke(settings);
        var declared = new DeclaredResponses();
        var app = Composition.Build(settings, clock, logging, declared.Register);
        await Overheard.Hear(app.Services.GetRequiredService<Database>(), heard);
        routes?.Invoke(app);
        await app.StartAsync();
        return new House(app, declared, settings, clock, wire, ownsData: true);
    }

    /// <summary>Another node on the same data, with the same keys. Dispose of the first node last.</summary>
    /// <param name="inbox">A folder of its own for the messages that it sends; by default that of the first
    /// node.</param>
    /// <param name="ahead">How far its clock is ahead of the first node's clock.</param>
    /// <param name="routes">Adds routes of the test.</param>
    public async Task<House> AnotherNode(string? inbox = null, TimeSpan ahead = default,
        Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder>? routes = null)
    {
        var clock = ahead == TimeSpan.Zero ? Clock : Clock.Ahead(ahead);
        var settings = Settings;
        if (inbox is not null)
        {
            settings = new Settings
            {
                Mode = Mode.Development,
                Listen = Settings.Listen,
                Data = inbox,
                Database = Settings.Database,
                Delivery = { Kind = DeliveryKind.Files },
                LongestLine = Settings.LongestLine,
            };
            File.Copy(Path.Combine(Settings.Data, "keys.json"), Path.Combine(inbox, "keys.json"));
        }
        var declared = new DeclaredResponses();
        var app = Composition.Build(settings, clock, null, declared.Register);
        await Overheard.Hear(app.Services.GetRequiredService<Database>());
        routes?.Invoke(app);
        await app.StartAsync();
        return new House(app, declared, settings, clock, null, ownsData: false);
    }

    /// <summary>The same person, whose requests go to this node.</summary>
    public Person At(Person person) =>
        new(this, person.Email) { AccountId = person.AccountId, Session = person.Session, Password = person.Password };

    public HttpClient NewClient(Wire? wire = null)
    {
        // With Expect: 100-continue, the client waits for a busy server before it sends a large body.
        var sockets = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
        };
        if (wire is null) return new HttpClient(sockets) { BaseAddress = Address };
        wire.InnerHandler = sockets;
        return new HttpClient(wire) { BaseAddress = Address };
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Sends JSON and reads JSON.</summary>
    public Task<Reply> Post(string path, object? body = null, string? bearer = null) =>
        Send(HttpMethod.Post, path, body, bearer);

    public Task<Reply> Get(string path, string? bearer = null) => Send(HttpMethod.Get, path, null, bearer);

    public Task<Reply> Put(string path, object? body, string? bearer = null) =>
        Send(HttpMethod.Put, path, body, bearer);

    public Task<Reply> Delete(string path, string? bearer = null) => Send(HttpMethod.Delete, path, null, bearer);

    public async Task<Reply> Send(HttpMethod method, string path, object? body, string? bearer)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => method == HttpMethod.Post ? JsonContent.Create(new { }) : null,
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        using var response = await Http.SendAsync(request);
        return await Reply.Of(response);
    }

    /// <summary>Everything sent to an address so far, newest first.</summary>
    public async Task<List<FileSender.Delivered>> Inbox(string to)
    {
        await Get<Outbox>().Deliver(CancellationToken.None);
        return await Get<FileSender>().Inbox(to, CancellationToken.None);
    }

    /// <summary>The code in the newest message to an address.</summary>
    public async Task<string> CodeSentTo(string to)
    {
        foreach (var message in await Inbox(to))
            if (Regex.Match(message.Text, @"(?<!\d)(\d{6}|\d{8})(?!\d)") is { Success: true } code) return code.Value;
            else if (Regex.Match(message.Text, @"(\d, ){5}\d") is { Success: true } spoken) return spoken.Value.Replace(
                ", ", "");
        throw new Xunit.Sdk.XunitException("No message with a code was sent.");
    }

    /// <summary>Solves a captcha by its proof of work.</summary>
    public async Task<string> CaptchaToken(CaptchaPurpose purpose)
    {
        var captcha = await Post("/v1/captchas", new { purpose = WireName.Of(purpose) });
        var challenge = captcha["alternative"]!["challenge"]!.GetValue<string>();
        var bits = captcha["alternative"]!["bits"]!.GetValue<int>();
        for (var i = 0; ; i++)
            if (ProofOfWork.Check(challenge, i.ToString(), bits))
                return (await Post($"/v1/captchas/{captcha.Text("captcha")}/answer", new { work = i.ToString() })).Text(
                    "captcha_token");
    }

    /// <summary>Stops serving. Stored data stays until the house is disposed.</summary>
    public Task Closes() => _app.StopAsync();

    /// <exception cref="Xunit.Sdk.XunitException">
    /// The server has sent a response that its route does not declare. The test fails.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Closes();
        await _app.DisposeAsync();
        if (_ownsData) await DeleteData();
        _declared.RequireAll();
    }

    private async Task DeleteData()
    {
        if (Settings.Database.Length > 0) await Engine.Drop(Settings.Database);
        // Another house may have deleted the shared folder already.
        if (Directory.Exists(Settings.Data)) Directory.Delete(Settings.Data, recursive: true);
    }

    /// <summary>A response: its status and its JSON body.</summary>
    public sealed record Reply(int Status, JsonNode? Body, HttpResponseHeaders Headers, string Raw)
    {
        public string? Code => Body?["code"]?.GetValue<string>();

        public JsonNode? this[string name] => Body?[name];

        public string Text(string name) => Body?[name]?.GetValue<string>() ?? throw new Xunit.Sdk.XunitException(
            $"No '{name}' in {Status} {Raw}");

        public static async Task<Reply> Of(HttpResponseMessage response)
        {
            var raw = await response.Content.ReadAsStringAsync();
            var isJson =
                response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            return new((int)response.StatusCode, isJson && raw.Length > 0 ? JsonNode.Parse(raw) : null,
                response.Headers, raw);
        }
    }
}
