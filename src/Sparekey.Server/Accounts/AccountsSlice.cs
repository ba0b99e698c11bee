namespace Sparekey.Server.Accounts;

public static class AccountsSlice
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountEmails>()
        .AddSingleton<FactorSecrets>()
        .AddSingleton<Notices>()
        .AddSingleton<ChangePassword>()
        .AddSingleton<ChangePasswordPages>();
}
