namespace Sparekey.Server.Help;

public static class HelpSlice
{
    public static IServiceCollection AddHelp(this IServiceCollection services) => services.AddSingleton<HelpPages>();
}
