namespace Sparekey.Server.Audit;

public static class AuditSlice
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ShowActivity>()
        .AddSingleton<ActivityPages>();
}
