namespace Sparekey.Server.SignIn;

public static class SignInSlice
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddSingleton<BeginSignIn>()
        .AddSingleton<PhoneCodes>()
        .AddSingleton<SendSignInCode>()
        .AddSingleton<AnswerCode>()
        .AddSingleton<SecondStep>()
        .AddSingleton<SendStepUpCode>()
        .AddSingleton<StepUp>()
        .AddSingleton<SignInPages>()
        .AddSingleton<SecondStepPages>()
        .AddSingleton<StepUpPages>();
}
