using System.CommandLine;
using System.Net.Sockets;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Server.Dev;
using Sparekey.Server.Operations;

namespace Sparekey.Server;

/// <summary>The verbs of the one binary.</summary>
public static class Verbs
{
    private static readonly Option<string?> Url = new("--url")
    {
        Description = "Address to listen on, and in development the origin of links.",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of the database and the key ring.",
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "Settings file; by default sparekey.json in the current folder, if there is one.",
    };

    private static readonly Option<bool> Development = new("--development")
    {
        Description = "Development: loopback only, messages at /dev/inbox.",
    };

    private static readonly Option<string> From = new("--from")
    {
        Description = "sqlite: the embedded database.",
        Required = true,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "postgres: the one of Sparekey:Database, which must be empty.",
        Required = true,
    };

    private static readonly Option<bool> WithDemo = new("--demo")
    {
        Description =
            "Development: add demo holders and reviewers to the data folder, once, and print their passwords.",
    };

    public static RootCommand Root()
    {
        var root = new RootCommand("Sparekey: account access, second factors and account recovery.");
        foreach (var option in new Option[] { Url, Data, Config, Development })
        {
            option.Recursive = true;
            root.Add(option);
        }
        root.Add(Verb("serve", "Run the server.", Serve, WithDemo));
        root.Add(Verb("migrate", "Bring the database to this program's schema.", Migrate));
        root.Add(Verb(
            "copy",
            "Move the embedded database of the data folder to the PostgreSQL of Sparekey:Database.",
            Copy, From, To));
        root.Add(Verb(
            "doctor",
            "Tell what is in force, where it is weaker than the strict profile, and what is wrong.",
            Examine));
        root.Add(OperatorVerbs.Staff());
        root.Add(OperatorVerbs.Integrator());
        return root;
    }

    internal static Command Verb(
        string name,
        string description,
        Func<Settings, ParseResult, CancellationToken, Task<int>> run,
        params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option) command.Add(option);
            else command.Add((Argument)symbol);
        }
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var settings = SettingsFile.Load(
                    parsed.GetValue(Config),
                    parsed.GetValue(Url),
                    parsed.GetValue(Data),
                    parsed.GetValue(Development));
                return await run(settings, parsed, cancellation);
            }
            catch (StartException e)
            {
                await Console.Error.WriteLineAsync($"sparekey: {e.Message.ReplaceLineEndings(" ")}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> Serve(Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        var withDemo = parsed.GetValue(WithDemo);
        if (withDemo) Demo.RequireFit(settings);
        SettingsCheck.Verify(settings);
        await using var app = Composition.Build(settings, TimeProvider.System);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new StartException(
                $"Cannot listen on {settings.Listen} ({e.Message.TrimEnd('.')}). Choose another address with --url.",
                e);
        }
        Console.WriteLine($"Sparekey listens on {app.Urls.First()}");
        if (settings.Mode == Mode.Development) await Greet(app.Services, settings, withDemo, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task Greet(
        IServiceProvider services, Settings settings, bool withDemo, CancellationToken cancellation)
    {
        if (withDemo)
            Console.WriteLine(
                "The demo takes up to a minute the first time: it solves its captchas as everybody does ...");
        // The demo adds reviewers of its own, so it runs first.
        var demo = withDemo ? await services.GetRequiredService<Demo>().Run(cancellation) : null;
        var invitations = await services.GetRequiredService<FirstReviewers>().Run(cancellation);
        Welcome.Write(Console.Out, settings, invitations, demo);
    }

    private static Task<int> Migrate(Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        SettingsCheck.VerifyBounds(settings);
        var (database, applied) = Installation.Migrate(settings, TimeProvider.System);
        Console.WriteLine(applied == 0 ? $"{database} is up to date." : $"{database}: {applied} migration(s) applied.");
        return Task.FromResult(0);
    }

    private static Task<int> Copy(Settings settings, ParseResult parsed, CancellationToken cancellation)
    {
        SettingsCheck.VerifyBounds(settings);
        if ((parsed.GetRequiredValue(From), parsed.GetRequiredValue(To)) is not ("sqlite", "postgres"))
            throw new StartException("What can be copied is --from sqlite --to postgres.");
        var copied = Installation.Copy(settings, TimeProvider.System);
        foreach (var table in copied)
            Console.WriteLine($"{table.Table,-24} {table.Rows,10:N0} rows  {table.Hash[..16]}");
        Console.WriteLine(
            copied.Count == 0
                ? "Everything was copied before, and the embedded database closed. The copy has ended now."
                : $"{copied.Sum(table => table.Rows):N0} rows of {copied.Count} tables were copied, "
                    + "and are the same on both sides. The embedded database is closed: a server that still runs on it "
                    + "answers nothing any more.");
        Console.WriteLine(
            "Start Sparekey with Sparekey:Database from now on. "
            + "keys.json stays where it is, and every node needs a copy of it.");
        return Task.FromResult(0);
    }

    private static Task<int> Examine(Settings settings, ParseResult parsed, CancellationToken cancellation) =>
        Task.FromResult(Doctor.Run(settings, TimeProvider.System, Console.Out));
}
