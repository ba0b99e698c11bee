using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Sparekey.Bench;

/// <summary>
/// The parts of this program that run in processes of their own: the server under test, and an endpoint that does
/// nothing. The server under test answers each input line with one line, until its input ends.
/// </summary>
internal static class Child
{
    public static Task Run(string[] args) => args switch
    {
        ["bare"] => Bare(),
        ["server", var accounts, var hashing, .. var database] =>
            UnderTest(int.Parse(accounts), hashing == "hash", database is [var one] ? one : ""),
        _ => throw new ArgumentException(string.Join(' ', args), nameof(args)),
    };

    private static async Task UnderTest(int accounts, bool hashing, string database)
    {
        await using var server = await Server.Start(database, hashing);
        await Accounts.Write(server.Services, server.Clock.GetUtcNow(), accounts);
        Console.WriteLine(server.Url);
        for (var round = 0; await Console.In.ReadLineAsync() is { } count; round++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(90));   // a step that no account has used
            var tokens = await Accounts.Prepare(server, round, int.Parse(count));
            GC.Collect();
            Console.WriteLine($"{server.Clock.GetUtcNow().ToUnixTimeSeconds()} {string.Join(' ', tokens)}");
        }
    }

    private static async Task Bare()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/bare", () => "{}");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
    }
}
