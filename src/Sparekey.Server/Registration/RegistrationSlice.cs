namespace Sparekey.Server.Registration;

public static class RegistrationSlice
{
    public static IServiceCollection AddRegistration(this IServiceCollection services) => services
        .AddSingleton<Register>()
        .AddSingleton<ConfirmEmail>()
        .AddSingleton<SendRegistrationCode>()
        .AddSingleton<RegistrationPages>();
}
