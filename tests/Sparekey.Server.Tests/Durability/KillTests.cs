using System.Net.Http.Headers;
using Dapper;
using Sparekey.Server.Tests.Engines;
using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Durability;

/// <summary>
/// Kills the server during a stream of registrations, sign-ins and resets, several times on the same data.
/// </summary>
[Trait("Loop", "ci")]
public sealed class KillTests
{
    private const int Rounds = 4;
    private const int AtOnce = 6;

    // Rows that no complete change leaves behind.
    private static readonly string[] HalfApplied =
    [
        """
        accounts a
        WHERE NOT EXISTS (SELECT 1 FROM emails e WHERE e.account_id = a.account_id)
          OR NOT EXISTS (SELECT 1 FROM audit_events x WHERE x.account_id = a.account_id AND x.kind = 'account.opened')
        """,
        "emails e WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = e.account_id)",
        """
        factors f
        WHERE state = 'active' AND NOT EXISTS (
          SELECT 1 FROM audit_events x
          WHERE x.account_id = f.account_id AND x.kind IN ('factor.confirmed', 'recovery.completed'))
        """,
        """
        recovery_cases c
        WHERE state = 'completed' AND NOT (
          EXISTS (SELECT 1 FROM holds h WHERE h.account_id = c.account_id AND h.reason = 'security_reset')
          AND EXISTS (
            SELECT 1 FROM audit_events x WHERE x.account_id = c.account_id AND x.kind = 'recovery.completed')
          AND EXISTS (SELECT 1 FROM outbox o WHERE o.account_id = c.account_id AND o.created_at >= c.ended_at)
          AND 1 = (
            SELECT COUNT(*) FROM factors f
            WHERE f.account_id = c.account_id AND f.kind = 'phone' AND f.state = 'active')
          AND NOT EXISTS (
            SELECT 1 FROM sessions s
            WHERE s.account_id = c.account_id AND s.ended_at IS NULL AND s.created_at < c.ended_at)
          AND NOT EXISTS (
            SELECT 1 FROM sign_ins i
            WHERE i.account_id = c.account_id AND i.completed_at IS NULL AND i.created_at < c.ended_at))
        """,
        // The registration opens a session too.
        """
        accounts a
        WHERE (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.account_id)
          <> 1 + (
            SELECT COUNT(*) FROM audit_events x WHERE x.account_id = a.account_id AND x.kind = 'sign_in.completed')
        """,
    ];

    [Fact]
    public async Task LosesNothingAcknowledged_AndHalfAppliesNothing()
    {
        var data = Directory.CreateTempSubdirectory("sparekey-kill-").FullName;
        var store = await Engine.NewDatabase();
        List<Customer> customers = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = new ServerProcess(data, store);
            await server.Start();
            await Check(server, customers);

            using var stop = new CancellationTokenSource();
            var streams = Enumerable.Range(0, AtOnce)
                .Select(_ => Task.Run(() => Stream(server, customers, stop.Token))).ToArray();
            // Each round ends at another moment of the stream. A slow machine takes longer to come to that moment.
            while (Resets() <= round && !streams.Any(stream => stream.IsCompleted)) await Task.Delay(100);
            await Task.Delay(TimeSpan.FromMilliseconds(70 + 190 * round));
            await stop.CancelAsync();
            await server.Kill();
            await Task.WhenAll(streams);
        }

        await using var last = new ServerProcess(data, store);
        await last.Start();
        await Check(last, customers);
        await last.Kill();
        Assert.True(Resets() >= Rounds, "Too few resets were completed for this test to say anything.");
        Directory.Delete(data, recursive: true);

        int Resets()
        {
            lock (customers) return customers.Count(c => c.ResetCompleted);
        }
    }

    // One customer after another until the server dies: the last request of the last customer was never acknowledged.
    private static async Task Stream(ServerProcess server, List<Customer> customers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Customer customer;
            lock (customers) customers.Add(customer = new Customer(server, customers.Count));
            try
            {
                await customer.Live();
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private static async Task Check(ServerProcess server, List<Customer> customers)
    {
        await using var database = server.Look();
        await database.OpenAsync();
        if (!Engine.IsPostgres) Assert.Equal("ok", database.ExecuteScalar<string>("PRAGMA integrity_check"));

        // Nothing acknowledged is lost.
        foreach (var customer in customers.Where(c => c.Account is not null))
        {
            Assert.Equal(1, Of(customer, "accounts t JOIN emails e ON e.account_id = t.account_id", "TRUE"));
            if (customer.Authenticator is not null)
                Assert.Equal(1, Of(customer, "factors t", "factor_id = @Authenticator AND state = 'active'"));
            if (customer.ResetCompleted)
            {
                const string Removed = "factor_id = @PhoneFactor AND state = 'removed' AND secret_sealed IS NULL";
                Assert.Equal(1, Of(customer, "recovery_cases t", "state = 'completed'"));
                Assert.Equal(1, Of(customer, "factors t", Removed));
            }
            // A session works until a reset of its account, and never after.
            var wasReset = Of(customer, "recovery_cases t", "state = 'completed'") == 1;
            foreach (var session in new[] { customer.PasswordSession, customer.TwoFactorSession }.OfType<string>())
                Assert.Equal(wasReset ? 401 : 200, await Status(server, session));
        }

        // Nothing is half applied, acknowledged or not.
        foreach (var halfApplied in HalfApplied)
            Assert.Equal(0, database.ExecuteScalar<long>("SELECT COUNT(*) FROM " + halfApplied));

        long Of(Customer customer, string table, string condition) => database.ExecuteScalar<long>(
            $"SELECT COUNT(*) FROM {table} WHERE t.account_id = @Account AND {condition}",
            customer);
    }

    private static async Task<int> Status(ServerProcess server, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/account");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        using var response = await server.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
