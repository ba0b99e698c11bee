using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Sparekey.Core.Accounts;
using Sparekey.Core.Audit;
using Sparekey.Core.SignIn;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Replies;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Edges.Web.Components;
using Sparekey.Server.Accounts;
using Sparekey.Server.Sessions;

namespace Sparekey.Bench;

/// <summary>
/// A million accounts against a thousand: how much storage an account takes, what a second step writes, and whether the
/// second step slows down with the number of accounts.
/// </summary>
internal static class Population
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int ManyQuick = 100_000;
    private const int Steps = 1_000;   // per round: each account at most once, so no more than the small population has
    private const int Clients = 8;
    private const int Portion = 20_000;

    // An idle PostgreSQL session publishes its statistics within about ten seconds.
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(11);

    /// <summary>
    /// The browser's User-Agent, and the device and network that the server stores for it. Existing sessions have the
    /// same device, so no message about a new device is written.
    /// </summary>
    private const string Agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", Device = "Firefox on Linux",
        Network = "127.0.0.0/24";

    /// <summary>Audit events of an account that was opened, secured and signed in to three times.</summary>
    private static readonly (string Kind, string? Details)[] History =
    [
        (EventKind.AccountOpened, null),
        (EventKind.FactorAdded, """{"kind":"authenticator"}"""),
        (EventKind.FactorConfirmed, """{"kind":"authenticator"}"""),
        (EventKind.FactorAdded, """{"kind":"phone","channel":"sms"}"""),
        (EventKind.FactorConfirmed, """{"kind":"phone"}"""),
        (EventKind.RecoveryCodesIssued, null),
        .. Enumerable.Repeat<(string, string?)[]>(
            [
                (EventKind.PasswordAccepted, null),
                (EventKind.SignedIn, """{"acr":"urn:sparekey:aal2","kind":"authenticator"}"""),
            ],
            3).SelectMany(pair => pair),
    ];

    private delegate void Row(params ReadOnlySpan<object?> values);

    private sealed record Account(AccountId Id, FactorId Factor, byte[] Index, byte[] Email, byte[] Secret,
        FactorId Phone, byte[] Number, FactorId Codes);

    private sealed class Town(string database, Server server, HttpClient http) : IAsyncDisposable
    {
        public string Database => database;
        public Server Server => server;
        public HttpClient Http => http;
        public List<(AccountId Id, FactorId Factor)> Accounts { get; } = [];

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await server.DisposeAsync();
        }
    }

    public static async Task Measure(Table table, int rounds)
    {
        await using var few = await Build(Few);
        await using var many = await Build(rounds == 1 ? ManyQuick : Many);
        var bytes = await Weigh(many);
        List<double> inFew = [], inMany = [];
        for (var i = 0; i < 2; i++) await Task.WhenAll(Round(few), Round(many));   // warm-up
        for (var i = 0; i < rounds; i++)
        {
            inFew.Add(await Round(few));
            inMany.Add(await Round(many));
        }
        table.Add($"second step among {many.Accounts.Count:N0} accounts, PostgreSQL, {Clients} clients",
            $"{Table.Median(inMany):0.000} ms a step", $"{Table.Median(inFew):0.000} ms among {Few:N0}",
            $"{Table.Median(inMany.Zip(inFew, (m, f) => m / f)):0.00}", "at most 1.2");
        table.Add($"bytes of an account, {many.Accounts.Count:N0} accounts, tables and indexes", $"{bytes:N0}", "", "",
            "");
        await Written(few, "among a thousand, long after a checkpoint", checkpoint: false);
        await Written(many, "among many, just after a checkpoint", checkpoint: true);
    }

    private static async Task<Town> Build(int count)
    {
        var watch = Stopwatch.StartNew();
        var database = await Cluster.Migrated();
        var server = await Server.Start(database);
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        })
        {
            BaseAddress = new Uri(server.Url),
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
        var town = new Town(database, server, http);
        string password;
        using (var slot = await server.Get<HashingAdmission>().Enter("bench", 1, CancellationToken.None))
            password = await server.Get<PasswordHasher>().Hash(Accounts.Password, slot!);
        await using var connection = await Open(database);
        for (var done = 0; done < count; done += Portion)
            await Fill(town, connection, password, done, Math.Min(Portion, count - done));
        await Do(connection, "VACUUM ANALYZE");
        Console.WriteLine($"{count:N0} accounts in {watch.Elapsed.TotalSeconds:0} s");
        return town;
    }

    // Real accounts open one after the other. The ids of these accounts are in the same order as the ids of real
    // accounts.
    private static async Task Fill(Town town, NpgsqlConnection connection, string password, int first, int count)
    {
        var (emails, secrets, random) = (town.Server.Get<AccountEmails>(), town.Server.Get<FactorSecrets>(),
            town.Server.Get<Randomness>());
        var began = town.Server.Clock.GetUtcNow() - TimeSpan.FromDays(60) + TimeSpan.FromMilliseconds(first);
        var accounts = new Account[count];
        Parallel.For(0, count, i =>
        {
            var at = began + TimeSpan.FromMilliseconds(i);
            var (id, factor, phone) = (new AccountId(random.NewId(at)), new FactorId(random.NewId(at)),
                new FactorId(random.NewId(at)));
            if (!EmailAddress.TryParse(EmailOf(first + i), out var email))
                throw new InvalidOperationException("The address does not parse.");
            accounts[i] = new Account(id, factor, emails.Index(email), emails.Seal(id, email),
                secrets.Seal(id, factor, Accounts.Seed), phone,
                secrets.Seal(id, phone, Encoding.UTF8.GetBytes($"+84{900_000_000 + first + i}")),
                new FactorId(random.NewId(at)));
        });
        var now = town.Server.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        long At(int i) => (began + TimeSpan.FromMilliseconds(i)).ToUnixTimeMilliseconds();

        await Copy(connection,
            "accounts (account_id, email_index, email_sealed, password_hash, tier, identity_state, created_at)",
            accounts, (row, a, i) => row(a.Id.ToString(), a.Index, a.Email, password, "basic", "none", At(i)));
        await Copy(connection, "emails (email_index, account_id)", accounts,
            (row, a, _) => row(a.Index, a.Id.ToString()));
        await Copy(connection,
            "factors (account_id, factor_id, kind, state, name, hint, secret_sealed, last_step, created_at, "
                + "confirmed_at, last_used_at)",
            accounts, (row, a, i) =>
            {
                row(a.Id.ToString(), a.Factor.ToString(), "authenticator", "active", "Pixel 9", "", a.Secret, 0L, At(i),
                    At(i), At(i));
                row(a.Id.ToString(), a.Phone.ToString(), "phone", "active", "Phone", "+84 ••• ••• 21", a.Number, 0L,
                    At(i), At(i), null);
                row(a.Id.ToString(), a.Codes.ToString(), "recovery_code", "active", "Recovery codes", "", null, 0L,
                    At(i), At(i), null);
            });
        await Copy(connection, "recovery_codes (account_id, factor_id, position, code_hash)", accounts, (row, a, _) =>
        {
            for (var position = 1L; position <= Core.Factors.RecoveryCodeText.SetSize; position++)
                row(a.Id.ToString(), a.Codes.ToString(), position, random.Bytes(a.Index.Length));
        });
        await Copy(connection, "attempts (account_id, subject, failures, blocked_until, last_at)", accounts,
            (row, a, i) =>
            {
                row(a.Id.ToString(), "password", 0L, 0L, At(i));
                row(a.Id.ToString(), $"factor:{a.Factor}", 0L, 0L, At(i));
            });
        await Copy(connection,
            "sessions (account_id, token_hash, session_id, acr, amr, device, network, authenticated_at, created_at, "
                + "last_seen_at, expires_at)",
            accounts, (row, a, i) =>
                row(a.Id.ToString(), random.Bytes(a.Index.Length), random.NewId(began).ToString("N"), Acr.Aal2,
                    """["pwd","otp","mfa"]""", Device, Network, At(i), At(i), At(i), now));
        await Copy(connection,
            "audit_events (account_id, event_id, kind, actor, subject, device, network, details, at)", accounts,
            (row, a, i) =>
            {
                foreach (var (kind, details) in History)
                    row(a.Id.ToString(), random.NewId(began).ToString("N"), kind, "owner",
                        details is null ? null : a.Factor.ToString(), Device, Network, details, At(i));
            });
        town.Accounts.AddRange(accounts.Select(a => (a.Id, a.Factor)));
    }

    private static string EmailOf(int number) => $"holder{number}@example.com";

    private static async Task Copy(NpgsqlConnection connection, string columns, Account[] accounts,
        Action<Row, Account, int> write)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {columns} FROM STDIN (FORMAT BINARY)");
        for (var i = 0; i < accounts.Length; i++) write(One, accounts[i], i);
        await copy.CompleteAsync();

        void One(params ReadOnlySpan<object?> values)
        {
            copy.StartRow();
            foreach (var value in values)
                switch (value)
                {
                    case null: copy.WriteNull(); break;
                    case string text: copy.Write(text, NpgsqlDbType.Text); break;
                    case byte[] blob: copy.Write(blob, NpgsqlDbType.Bytea); break;
                    case long number: copy.Write(number, NpgsqlDbType.Bigint); break;
                    default: throw new InvalidOperationException(value.GetType().Name);
                }
        }
    }

    // Wall time in milliseconds that one client needs for one step, on random accounts whose sign-ins wait for the
    // code.
    private static async Task<double> Round(Town town)
    {
        town.Server.Clock.Advance(TimeSpan.FromSeconds(90));   // a step that no account has used
        var chosen = Chosen(town);
        var flows = await Flows(town, chosen);
        var watch = Stopwatch.StartNew();
        await Seconds(town, chosen, flows);
        return watch.Elapsed.TotalMilliseconds * Clients / chosen.Length;
    }

    private static (AccountId Id, FactorId Factor)[] Chosen(Town town)
    {
        var places = new HashSet<int>();
        while (places.Count < Steps) places.Add(town.Server.Get<Randomness>().Below(town.Accounts.Count));
        return [.. places.Select(place => town.Accounts[place])];
    }

    private static async Task<string[]> Flows(Town town, (AccountId Id, FactorId Factor)[] chosen)
    {
        var (hash, random, now) = (town.Server.Get<KeyedHash>(), town.Server.Get<Randomness>(),
            town.Server.Clock.GetUtcNow());
        var tokens = chosen.Select(account => BearerToken.New(account.Id, random)).ToArray();
        await using var connection = await Open(town.Database);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY sign_ins (account_id, token_hash, device, network, created_at, expires_at) FROM STDIN "
                + "(FORMAT BINARY)");
        foreach (var token in tokens)
            await copy.WriteRowAsync(CancellationToken.None, token.Account.ToString(),
                SignInFlow.TokenHash(hash, token), Device, Network, now.ToUnixTimeMilliseconds(),
                (now + SignInRules.Lifetime).ToUnixTimeMilliseconds());
        await copy.CompleteAsync();
        return [.. tokens.Select(token => token.Text)];
    }

    private static async Task Seconds(Town town, (AccountId Id, FactorId Factor)[] chosen, string[] flows)
    {
        var code = Accounts.Code(town.Server.Clock.GetUtcNow());
        await Parallel.ForAsync(0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (i, cancellation) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-in/answers")
                {
                    Content = new StringContent($$"""{"factor_id":"{{chosen[i].Factor}}","code":"{{code}}"}""",
                        Encoding.UTF8, "application/json"),
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", flows[i]);
                using var response = await town.Http.SendAsync(request, cancellation);
                var said = await response.Content.ReadAsStringAsync(cancellation);
                if (!said.Contains("\"state\":\"complete\"", StringComparison.Ordinal))
                    throw new InvalidOperationException(said);
            });
    }

    // Storage per account, by table, with indexes.
    private static async Task<double> Weigh(Town town)
    {
        await using var connection = await Open(town.Database);
        await using var command = new NpgsqlCommand(
            "SELECT c.relname, s.n_live_tup, pg_table_size(c.oid), pg_indexes_size(c.oid) FROM pg_class c "
                + "JOIN pg_stat_user_tables s ON s.relid = c.oid WHERE s.n_live_tup > 0 ORDER BY pg_table_size(c.oid) "
                + "+ pg_indexes_size(c.oid) DESC",
            connection);
        await using var rows = await command.ExecuteReaderAsync();
        var (people, sum) = ((double)town.Accounts.Count, 0d);
        Console.WriteLine("| table | rows an account | bytes a row, table | bytes a row, indexes | bytes an account "
            + "|\n|---|---|---|---|---|");
        while (await rows.ReadAsync())
        {
            var (name, live, heap, index) = (rows.GetString(0), (double)rows.GetInt64(1), (double)rows.GetInt64(2),
                (double)rows.GetInt64(3));
            if (live < people / 2) continue;
            sum += (heap + index) / people;
            Console.WriteLine($"| {name} | {live / people:0.##} | {heap / live:0} | {index / live:0} | "
                + $"{(heap + index) / people:N0} |");
        }
        Console.WriteLine($"| all | | | | {sum:N0} |");
        return sum;
    }

    // What the second step writes to the write-ahead log and to the tables.
    private static async Task Written(Town town, string when, bool checkpoint)
    {
        await using var connection = await Open(town.Database);
        town.Server.Clock.Advance(TimeSpan.FromSeconds(90));
        var chosen = Chosen(town);
        var flows = await Flows(town, chosen);
        if (checkpoint) await Do(connection, "CHECKPOINT");
        const string Log = "SELECT wal_records, wal_fpi, CAST(wal_bytes AS BIGINT) FROM pg_stat_wal";
        const string Touched = "SELECT SUM(n_tup_ins), SUM(n_tup_upd), SUM(n_tup_hot_upd) FROM pg_stat_user_tables";
        await Task.Delay(Told);
        var (log, touched) = (await Three(connection, Log), await Three(connection, Touched));
        await Seconds(town, chosen, flows);
        await Task.Delay(Told);
        var (logged, touches) = (await Three(connection, Log), await Three(connection, Touched));
        double Of(double[] after, double[] before, int i) => (after[i] - before[i]) / chosen.Length;
        Console.WriteLine($"second step {when}: {Of(logged, log, 0):0.0} records and {Of(logged, log, 2):N0} bytes of "
            + $"log, {Of(logged, log, 1):0.0} whole pages; {Of(touches, touched, 0):0.0} rows inserted, "
            + $"{Of(touches, touched, 1):0.0} updated, {Of(touches, touched, 2):0.0} of them in place");
    }

    private static async Task<double[]> Three(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return [.. Enumerable.Range(0, 3).Select(i => Convert.ToDouble(rows.GetValue(i)))];
    }

    private static async Task<NpgsqlConnection> Open(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Do(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
