namespace Sparekey.Server.Integration;

/// <summary>Registers the slice of the integrators.</summary>
public static class IntegrationSlice
{
    public static IServiceCollection AddIntegration(this IServiceCollection services) => services
        .AddSingleton<Integrators>()
        .AddSingleton<HoldCheck>()
        .AddSingleton<SetTier>()
        .AddSingleton<FreezeAccount>()
        .AddSingleton<UnfreezeAccount>();
}
