using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sparekey.Core.Accounts;
using Sparekey.Server;
using Sparekey.Server.Accounts;
using Sparekey.Server.Edges.Crypto;
using Sparekey.Server.Edges.Storage;

namespace Sparekey.Bench;

/// <summary>The real server on loopback, with accounts that hold an authenticator.</summary>
internal sealed class Server : IAsyncDisposable
{
    public const string Password = "plum tractor sings at noon";
    public static readonly byte[] Seed = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];

    private readonly WebApplication _app;

    private Server(WebApplication app, Settings settings, BenchClock clock)
    {
        (_app, Settings, Clock) = (app, settings, clock);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public Settings Settings { get; }
    public BenchClock Clock { get; }
    public HttpClient Http { get; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<Server> Start()
    {
        var clock = new BenchClock();
        var settings = new Settings
        {
            Mode = Mode.Development, Listen = "http://127.0.0.1:0", Data = Directory.CreateTempSubdirectory("sparekey-bench-").FullName,
            Delivery = { Kind = DeliveryKind.Files }, Captcha = { Bits = 4, Lifetime = TimeSpan.FromMinutes(10) },
        };
        var app = Composition.Build(settings, clock);
        await app.StartAsync();
        return new Server(app, settings, clock);
    }

    public sealed record Account(AccountId Id, FactorId Factor, string Email);

    /// <summary>Accounts written straight into the database; one hash serves all, since verifying it costs the same.</summary>
    public async Task<List<Account>> Accounts(int count)
    {
        var (emails, secrets, random, database) = (Get<AccountEmails>(), Get<FactorSecrets>(), Get<Randomness>(), Get<Database>());
        var now = Clock.GetUtcNow();
        var password = await Get<PasswordHasher>().Hash(Password, CancellationToken.None);
        var accounts = new List<Account>(count);
        var change = new Change();
        for (var i = 0; i < count; i++)
        {
            var account = new Account(new AccountId(random.NewId(now)), new FactorId(random.NewId(now)), $"bench{i}@example.com");
            if (!EmailAddress.TryParse(account.Email, out var email)) throw new InvalidOperationException(account.Email);
            change.Add("INSERT INTO emails (email_index, account_id) VALUES (@index, @Id)", new { index = emails.Index(email), account.Id })
                .Add("INSERT INTO accounts (account_id, email_index, email_sealed, password_hash, tier, identity_state, created_at) VALUES (@Id, @index, @email, @password, 'basic', 'none', @now)",
                    new { account.Id, index = emails.Index(email), email = emails.Seal(account.Id, email), password, now })
                .Add("INSERT INTO factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at) VALUES (@Id, @Factor, 'authenticator', 'active', 'Phone', '', @secret, 0, @now)",
                    new { account.Id, account.Factor, secret = secrets.Seal(account.Id, account.Factor, Seed), now });
            accounts.Add(account);
        }
        await database.Commit(change, CancellationToken.None);
        return accounts;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(Settings.Data, recursive: true);
    }
}
