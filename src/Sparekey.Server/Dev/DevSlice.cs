namespace Sparekey.Server.Dev;

public static class DevSlice
{
    public static IServiceCollection AddDev(this IServiceCollection services) => services
        .AddSingleton<FirstReviewers>()
        .AddSingleton<Demo>()
        .AddSingleton<DemoCaptcha>()
        .AddSingleton<DemoInbox>()
        .AddSingleton<DemoApp>()
        .AddSingleton<DemoAccounts>()
        .AddSingleton<DemoFactors>()
        .AddSingleton<DemoReserves>()
        .AddSingleton<DemoPapers>()
        .AddSingleton<DemoProofs>()
        .AddSingleton<DemoResets>()
        .AddSingleton<DemoReviewers>()
        .AddSingleton<DemoVerdict>();
}
