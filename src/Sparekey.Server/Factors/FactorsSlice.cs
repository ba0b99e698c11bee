namespace Sparekey.Server.Factors;

public static class FactorsSlice
{
    public static IServiceCollection AddFactors(this IServiceCollection services) => services
        .AddSingleton<FactorVerification>()
        .AddSingleton<FactorChanges>()
        .AddSingleton<AddAuthenticator>()
        .AddSingleton<ConfirmAuthenticator>()
        .AddSingleton<AddPhone>()
        .AddSingleton<SendPhoneCode>()
        .AddSingleton<ConfirmPhone>()
        .AddSingleton<RemoveFactor>()
        .AddSingleton<IssueRecoveryCodes>()
        .AddSingleton<SecurityAnswers>()
        .AddSingleton<SetSecurityQuestions>()
        .AddSingleton<AuthenticatorPages>()
        .AddSingleton<PhonePages>()
        .AddSingleton<RemoveFactorPages>()
        .AddSingleton<RecoveryCodePages>()
        .AddSingleton<QuestionPages>();
}
