using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Server;
using Sparekey.Server.Captcha;
using Sparekey.Server.SignIn;

namespace Sparekey.Bench;

/// <summary>
/// Sign-ins at three times the capacity, from 500 networks, sent on a fixed schedule that does not wait for responses.
/// Measured are the latency of accepted sign-ins, the latency of refusals, and the latency of other requests meanwhile.
/// Afterwards one network alone sends as many sign-ins while others send a third of the capacity.
/// </summary>
internal sealed class Overload : IAsyncDisposable
{
    private const double Times = 3;
    private const int Networks = 500;
    private const int People = 3000;
    private const int SecondSteps = 200;
    private const int Repeated = 200;

    private readonly string _data = Directory.CreateTempSubdirectory("sparekey-bench-").FullName;
    private readonly HttpClient _http;
    private readonly string _url;
    private readonly ConcurrentQueue<string> _captchas = new();
    private readonly ConcurrentQueue<(int Account, string Flow)> _flows = new();
    private Process? _process;
    private string _session = "";
    private long _memory;

    private readonly string _database;

    private Overload(string database)
    {
        _database = database;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = new Uri(_url),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>One sign-in: due and answered in seconds from the start, and the outcome.</summary>
    private sealed record Sent(int Account, string Captcha, double Due, double Answered, int Status, string? Flow)
    {
        public double Milliseconds => (Answered - Due) * 1000;
    }

    public static async Task Measure(Table table, int rounds)
    {
        await Measure(table, rounds, "SQLite", "");
        await Measure(table, rounds, "PostgreSQL", await Cluster.Empty());
    }

    private static async Task Measure(Table table, int rounds, string engine, string database)
    {
        var time = TimeSpan.FromSeconds(rounds == 1 ? 10 : 60);
        await using var bench = new Overload(database);
        await bench.Prepare((int)(time.TotalSeconds * 150 * Times * Environment.ProcessorCount) + 2000);
        await bench.Start();
        var capacity = await bench.Capacity();
        var calm = await bench.Probe(TimeSpan.FromSeconds(rounds == 1 ? 4 : 15), null);

        List<Sent> sent = [];
        var busy = await bench.Probe(time,
            async () =>
                sent = await bench.Send(time, [(capacity * Times, i => $"10.{i % Networks / 250}.{i % 250}.7")]));
        var accepted = sent.Where(s => s.Status == 200).ToList();
        var refused = sent.Where(s => s.Status == 503).ToList();
        if (accepted.Count + refused.Count != sent.Count)
            throw new InvalidOperationException("Lost: " + string.Join(", ", sent.CountBy(s => s.Status)));
        foreach (var one in accepted.Where((_, i) => i % Math.Max(1, accepted.Count / 100) == 0))
            if (await bench.Get("/v1/sign-in", one.Flow) != 200)
                throw new InvalidOperationException("An accepted sign-in is not there.");
        var again = await bench.Again(refused.Take(Repeated).ToList());

        var mixed = await bench.Send(time / 3,
            [(capacity * Times, _ => "203.0.113.9"), (capacity / 3, i => $"10.{i % Networks / 250}.{i % 250}.7")]);
        // Send mixes the two streams in the proportion of their rates, nine to one.
        var others = mixed.Where((_, i) => i % 10 == 9).ToList();

        table.Add(
            $"{engine}, capacity: sign-ins with the password, {4 * Environment.ProcessorCount} clients, "
                + "each as soon as the last was answered",
            $"{capacity:0} /s", "", "", "");
        table.Add($"{engine}, {Times:0} times that for {time.TotalSeconds:0} s, from {Networks} networks: accepted",
            $"{accepted.Count / time.TotalSeconds:0} /s, p50 {P(accepted, 50):0} ms, p99 {P(accepted, 99):0} ms", "",
            $"{accepted.Count / time.TotalSeconds / capacity:0.00} of capacity", "p99 at most 1 s");
        table.Add($"{engine}, the others are told 503", $"p50 {P(refused, 50):0.0} ms, p99 {P(refused, 99):0.0} ms", "",
            "", "p99 at most 50 ms");
        table.Add(
            $"{engine}, lost: neither accepted nor refused; refused ones that a repetition with the same captcha "
                + "did not let in",
            $"{sent.Count - accepted.Count - refused.Count} of {sent.Count}; "
                + $"{again.Count(s => s.Status != 200)} of {again.Count}",
            "", "", "0");
        foreach (var name in calm.Keys)
            table.Add($"{engine}, {name} meanwhile", $"p50 {P(busy[name], 50):0.0} ms, p99 {P(busy[name], 99):0.0} ms",
                $"p50 {P(calm[name], 50):0.0} ms, p99 {P(calm[name], 99):0.0} ms without load",
                $"{P(busy[name], 99) / P(calm[name], 99):0.0}", "");
        table.Add($"{engine}, resident memory, most", $"{bench._memory / 1e6:0} MB",
            $"{Environment.ProcessorCount * 19.9:0} MB for hashing", "", "at most 200 MB");
        table.Add(
            $"{engine}, one network sends {Times:0} times the capacity, others a third of it: of the others are let in",
            $"{100.0 * others.Count(s => s.Status == 200) / others.Count:0.0} %, "
                + $"p99 {P(others.Where(s => s.Status == 200).ToList(), 99):0} ms",
            "", "", "");
    }

    private async Task Prepare(int captchas)
    {
        var settings = new Settings
        {
            Mode = Mode.Development,
            Listen = "http://127.0.0.1:0",
            Data = _data,
            Database = _database,
            Delivery = { Kind = DeliveryKind.Files },
        };
        await using var app = Composition.Build(settings, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        await Accounts.Write(app.Services, now, People);
        var tokens = app.Services.GetRequiredService<CaptchaTokens>();
        var change = Change.OfNobody();
        for (var i = 0; i < captchas; i++)
            _captchas.Enqueue(Accounts.Win(change, tokens, $"{i:x32}", now, now + TimeSpan.FromMinutes(20)));
        await app.Services.GetRequiredService<Database>().Commit(change, CancellationToken.None);
    }

    private async Task Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "sparekey.dll"), "serve", "--development", "--data", _data, "--url",
            _url,
        })
            start.ArgumentList.Add(argument);
        start.Environment["SPAREKEY__TRUSTEDPROXIES__0"] = "127.0.0.1";
        start.Environment["SPAREKEY__DATABASE"] = _database;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!_process.HasExited)
        {
            try
            {
                if (await Get("/health/ready", null) == 200) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);   // the server does not listen yet
            }
        }
        throw new InvalidOperationException("The server ended.");
    }

    /// <summary>
    /// Measures sign-ins per second when none is refused. Keeps flows, whose second steps are measured later.
    /// </summary>
    private async Task<double> Capacity()
    {
        const int warm = 40, measured = 400;
        var (count, watch) = (-1, new Stopwatch());
        await Task.WhenAll(Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(async client =>
        {
            for (int i; (i = Interlocked.Increment(ref count)) < warm + measured;)
            {
                if (i == warm) watch.Start();
                var one = await SignIn(i, Captcha(), $"10.2.{client}.7", 0, Stopwatch.StartNew());
                if (one.Status != 200) throw new InvalidOperationException($"{one.Status} without load");
                if (_flows.Count < SecondSteps) _flows.Enqueue((i, one.Flow!));
            }
        }));
        var rate = measured / watch.Elapsed.TotalSeconds;
        _session = await SecondStep() is { } session ? session : throw new InvalidOperationException("No session.");
        return rate;
    }

    /// <summary>Sends on schedule, whatever the responses are, and then waits for all responses.</summary>
    private async Task<List<Sent>> Send(TimeSpan time, (double Rate, Func<int, string> From)[] streams)
    {
        var rate = streams.Sum(s => s.Rate);
        var sending = new List<Task<Sent>>((int)(rate * time.TotalSeconds) + 1);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < rate * time.TotalSeconds;)
        {
            for (; i / rate <= watch.Elapsed.TotalSeconds && i < rate * time.TotalSeconds; i++)
            {
                var from = streams[streams.Length == 1 || i % 10 < 9 ? 0 : 1].From(i);
                sending.Add(SignIn(i % People, Captcha(), from, i / rate, watch));
            }
            _process!.Refresh();
            _memory = Math.Max(_memory, _process.WorkingSet64);
            await Task.Delay(2);
        }
        return [.. await Task.WhenAll(sending)];
    }

    private async Task<List<Sent>> Again(List<Sent> refused)
    {
        var again = new ConcurrentBag<Sent>();
        await Parallel.ForEachAsync(refused, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) => again.Add(await SignIn(one.Account, one.Captcha, "10.3.0.1", 0, Stopwatch.StartNew())));
        return [.. again];
    }

    private string Captcha() =>
        _captchas.TryDequeue(out var token)
            ? token
            : throw new InvalidOperationException("Not enough captchas were made.");

    private async Task<Sent> SignIn(int account, string captcha, string from, double due, Stopwatch watch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-ins")
        {
            Content = new StringContent(Accounts.SignIn(account, captcha), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Forwarded-For", from);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var answered = watch.Elapsed.TotalSeconds;
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is null)
            throw new InvalidOperationException("503 without Retry-After");
        var at = body.IndexOf("\"sign_in\":\"", StringComparison.Ordinal) + 11;
        return new(account, captcha, due, answered, (int)response.StatusCode,
            at > 11 ? body[at..body.IndexOf('"', at)] : null);
    }

    /// <returns>The session's token; null when no flow is left.</returns>
    private async Task<string?> SecondStep()
    {
        if (!_flows.TryDequeue(out var one)) return null;
        var code = Accounts.Code(TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-in/answers")
        {
            Content = new StringContent($$"""{"factor_id":"{{Accounts.Id(one.Account):N}}","code":"{{code}}"}""",
                Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", one.Flow);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(body);
        var at = body.IndexOf("\"token\":\"", StringComparison.Ordinal) + 9;
        return body[at..body.IndexOf('"', at)];
    }

    private async Task<int> Get(string path, string? bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await _http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return (int)response.StatusCode;
    }

    /// <summary>
    /// Sends each kind of request a few times per second for the given time, beside other work if there is any.
    /// </summary>
    private async Task<Dictionary<string, List<Sent>>> Probe(TimeSpan time, Func<Task>? meanwhile)
    {
        var between = TimeSpan.FromSeconds(Math.Max(0.3, time.TotalSeconds * 2.2 / SecondSteps));
        (string Name, TimeSpan Every, Func<Task<int>> Ask)[] probes =
        [
            ("second step", between, async () => await SecondStep() is null ? 0 : 200),
            ("hold check", TimeSpan.FromMilliseconds(50),
                () => Get($"/v1/accounts/{Accounts.Id(0):N}/holds", Accounts.Integrator)),
            ("a session's account", TimeSpan.FromMilliseconds(50), () => Get("/v1/account", _session)),
            ("health", TimeSpan.FromMilliseconds(50), () => Get("/health/live", null)),
        ];
        var watch = Stopwatch.StartNew();
        var probing = probes.Select(async probe =>
        {
            var answers = new List<Sent>();
            for (var due = 0.0; due < time.TotalSeconds; due += probe.Every.TotalSeconds)
            {
                var wait = due - watch.Elapsed.TotalSeconds;
                if (wait > 0) await Task.Delay(TimeSpan.FromSeconds(wait));
                var begun = watch.Elapsed.TotalSeconds;
                var status = await probe.Ask();
                if (status == 0) break;
                if (status != 200) throw new InvalidOperationException($"{status} for {probe.Name}");
                answers.Add(new Sent(0, "", begun, watch.Elapsed.TotalSeconds, status, null));
            }
            return (probe.Name, answers);
        }).ToList();
        if (meanwhile is not null) await meanwhile();
        return (await Task.WhenAll(probing)).ToDictionary(p => p.Name, p => p.answers);
    }

    private static double P(List<Sent> sent, int percentile)
    {
        if (sent.Count == 0) return double.NaN;
        var sorted = sent.Select(s => s.Milliseconds).Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percentile / 100)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
