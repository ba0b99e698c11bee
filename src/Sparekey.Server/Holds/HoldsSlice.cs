namespace Sparekey.Server.Holds;

public static class HoldsSlice
{
    public static IServiceCollection AddHolds(this IServiceCollection services) => services.AddSingleton<HoldStore>();
}
