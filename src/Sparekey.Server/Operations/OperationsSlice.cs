using Sparekey.Edges.Jobs;

namespace Sparekey.Server.Operations;

public static class OperationsSlice
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<Health>()
        .AddHostedService<PeriodicJobs>()
        .AddSingleton<IPeriodicJob, PurgeExpired>()
        .AddSingleton<IPeriodicJob, PurgeStrangers>();
}
