using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Crypto;
using Sparekey.Edges.Delivery;
using Sparekey.Edges.Storage;
using Sparekey.Edges.Web;
using Sparekey.Server.Access;
using Sparekey.Server.Accounts;
using Sparekey.Server.Audit;
using Sparekey.Server.Captcha;
using Sparekey.Server.Dev;
using Sparekey.Server.Factors;
using Sparekey.Server.Help;
using Sparekey.Server.Holds;
using Sparekey.Server.Identity;
using Sparekey.Server.Integration;
using Sparekey.Server.Operations;
using Sparekey.Server.Recovery;
using Sparekey.Server.Registration;
using Sparekey.Server.Review;
using Sparekey.Server.Security;
using Sparekey.Server.Sessions;
using Sparekey.Server.SignIn;
using Sparekey.Server.Staff;

namespace Sparekey.Server;

/// <summary>Builds the server: registers the edges and every slice, and puts the middleware in order.</summary>
public static class Composition
{
    /// <summary>
    /// Builds the server from settings that were checked. The data folder is opened here; a faulty folder stops the
    /// start.
    /// </summary>
    /// <param name="clock">The system's clock; tests bring their own.</param>
    /// <param name="logging">A further destination of the log; by default the console is the only one.</param>
    public static WebApplication Build(
        Settings settings, TimeProvider clock, Action<ILoggingBuilder>? logging = null) =>
        Build(settings, clock, logging, null);

    /// <param name="instead">
    /// Registrations of the bench, which replace ours, and of the tests, which add to ours.
    /// </param>
    internal static WebApplication Build(
        Settings settings,
        TimeProvider clock,
        Action<ILoggingBuilder>? logging,
        Action<IServiceCollection>? instead)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings.Mode.ToString(),
            ContentRootPath = AppContext.BaseDirectory,
            // Settings are read once, so no file is watched: the server is ready sooner.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(settings.Listen).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RouteRules.SmallBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        });
        builder.Logging.ClearProviders()
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning);
        logging?.Invoke(builder.Logging);

        // The verb reports in one line why a start failed; the host would report the same with a stack. An error that
        // ends a running server is critical and stays in the log.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        var services = builder.Services;
        var installation = Installation.Open(settings, clock, Database.PatienceOfRequests);
        services
            .AddSingleton(settings)
            .AddSingleton(clock)
            .AddSingleton(installation.Random)
            .AddSingleton(installation.Keys)
            // The container closes only what it has made: the connections of the database end with it.
            .AddSingleton(_ => installation.Database);
        AddEdges(services, settings);
        // In the order of Routes.cs.
        services
            .AddCaptcha()
            .AddRegistration()
            .AddSessions()
            .AddSignIn()
            .AddAccounts()
            .AddFactors()
            .AddAudit()
            .AddSecurity()
            .AddRecovery(settings)
            .AddIdentity()
            .AddStaff()
            .AddReview()
            .AddHolds()
            .AddIntegration()
            .AddHelp()
            .AddOperations()
            .AddDev();
        instead?.Invoke(services);

        var app = builder.Build();
        app.UseSecurityHeaders(settings);
        app.UseExceptionHandling();
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders(ProxyHeaders(settings));
        app.UseOriginScheme(settings);
        app.UseRouting();
        app.UseMiddleware<PictureAdmission>();
        app.UseMiddleware<Guard>();
        Assets.Map(app);
        app.MapRoutes();
        RouteRules.RequireMarks(app);
        return app;
    }

    private static void AddEdges(IServiceCollection services, Settings settings)
    {
        services
            .AddSingleton<SecretBox>()
            .AddSingleton<KeyedHash>()
            .AddSingleton<PasswordHasher>()
            // The container makes it, so that its threads end with the container.
            .AddSingleton(made => new HashingAdmission(
                settings.HashingSlots == 0 ? Environment.ProcessorCount : settings.HashingSlots,
                settings.LongestLine,
                made.GetRequiredService<TimeProvider>()))
            .AddSingleton<Codes>()
            .AddSingleton<SendLimits>()
            .AddSingleton<Cookies>()
            .AddSingleton(new FileSender(Path.Combine(settings.Data, "inbox")))
            .AddSingleton<ISender>(made => made.GetRequiredService<FileSender>())
            .AddSingleton<Outbox>()
            .AddHostedService(made => made.GetRequiredService<Outbox>());
        services.AddRazorComponents();
        services.AddAntiforgery(form => Cookies.Shape(form.Cookie, settings));
        KeyRingDataProtection.Replace(services);
        services.ConfigureHttpJsonOptions(json => HttpReply.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(OpenApi.Configure);
    }

    private static ForwardedHeadersOptions ProxyHeaders(Settings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = settings.TrustedProxies.Count,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.TrustedProxies) options.KnownProxies.Add(IPAddress.Parse(proxy));
        return options;
    }
}
