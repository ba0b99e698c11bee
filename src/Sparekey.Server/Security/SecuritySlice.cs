namespace Sparekey.Server.Security;

public static class SecuritySlice
{
    public static IServiceCollection AddSecurity(this IServiceCollection services) => services
        .AddSingleton<ShowAccount>()
        .AddSingleton<Unfreeze>()
        .AddSingleton<SecurityPages>();
}
