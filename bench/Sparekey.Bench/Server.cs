using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Storage;
using Sparekey.Server;

namespace Sparekey.Bench;

/// <summary>The real server on loopback, with a clock that the bench moves.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Server(WebApplication app, Settings settings, BenchClock clock) =>
        (_app, Settings, Clock) = (app, settings, clock);

    public Settings Settings { get; }
    public BenchClock Clock { get; }
    public string Url => _app.Urls.First();

    public IServiceProvider Services => _app.Services;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="database">The connection string of PostgreSQL; empty: SQLite.</param>
    /// <param name="hashing">False: every password is accepted without a hash.</param>
    public static async Task<Server> Start(string database = "", bool hashing = true)
    {
        var clock = new BenchClock();
        var settings = new Settings
        {
            Mode = Mode.Production,
            Listen = "http://127.0.0.1:0",
            Data = Directory.CreateTempSubdirectory("sparekey-bench-").FullName,
            Database = database,
            Delivery = { Kind = DeliveryKind.Files }, Captcha = { Bits = 4, Lifetime = TimeSpan.FromMinutes(10) },
            LongestLine = TimeSpan.FromSeconds(5),   // all clients come from one network, and none may be refused
        };
        var app = Composition.Build(settings, clock, null,
            hashing
                ? null
                : services => services.AddSingleton(s => new PasswordHasher(s.GetRequiredService<KeyRing>(),
                    s.GetRequiredService<HashingAdmission>(), (_, _) => true)));
        await app.StartAsync();
        return new Server(app, settings, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(Settings.Data, recursive: true);
    }
}
