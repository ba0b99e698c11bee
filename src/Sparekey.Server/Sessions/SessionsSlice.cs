namespace Sparekey.Server.Sessions;

public static class SessionsSlice
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<SessionStore>()
        .AddSingleton<ListSessions>()
        .AddSingleton<EndSession>()
        .AddSingleton<EndOtherSessions>()
        .AddSingleton<Introspect>()
        .AddSingleton<SessionPages>();
}
