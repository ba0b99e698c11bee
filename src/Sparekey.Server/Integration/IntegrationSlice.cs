namespace Sparekey.Server.Integration;

public static class IntegrationSlice
{
    public static IServiceCollection AddIntegration(this IServiceCollection services) => services
        .AddSingleton<Integrators>()
        .AddSingleton<HoldCheck>()
        .AddSingleton<SetTier>()
        .AddSingleton<FreezeAccount>()
        .AddSingleton<UnfreezeAccount>();
}
