using Sparekey.Core.Recovery;
using Sparekey.Edges;
using Sparekey.Edges.Configuration;
using Sparekey.Edges.Jobs;

namespace Sparekey.Server.Recovery;

/// <summary>Registers the security reset.</summary>
public static class RecoverySlice
{
    public static IServiceCollection AddRecovery(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(PolicyOf(settings)).AddSingleton<RecoveryStore>().AddSingleton<NewAddresses>();
        services.AddSingleton<ObjectionLinks>().AddSingleton<CaseNotices>().AddSingleton<CaseEvidence>();
        services.AddSingleton<CaseCodes>().AddSingleton<CodeTargets>().AddSingleton<CaseKeys>();

        // The use cases, in the order in which a holder meets them
        services.AddSingleton<OpenCase>().AddSingleton<Resume>().AddSingleton<ShowCase>().AddSingleton<ChooseLost>();
        services.AddSingleton<SendCode>().AddSingleton<ProveCode>().AddSingleton<ProveSentCode>();
        services.AddSingleton<ProveAuthenticatorCode>().AddSingleton<MeetRequirement>().AddSingleton<AnswerQuestions>();
        services.AddSingleton<DescribeDocument>().AddSingleton<UploadPicture>().AddSingleton<SubmitCase>();
        services.AddSingleton<NewBindings>().AddSingleton<CompleteCase>();

        // Ways out
        services.AddSingleton<EndCase>().AddSingleton<CancelCase>().AddSingleton<FoundAgain>()
            .AddSingleton<ObjectToCase>();
        services.AddSingleton<ExpireCase>().AddSingleton<DueCases>();
        services.AddSingleton<IPeriodicJob>(s => s.GetRequiredService<DueCases>());

        // Pages
        services.AddSingleton<ResetFlow>().AddSingleton<StartResetPages>().AddSingleton<ChooseLostPages>();
        services.AddSingleton<ResetCodePages>().AddSingleton<ResetQuestionPages>().AddSingleton<ResetEvidencePages>();
        services.AddSingleton<ResetCheckPages>().AddSingleton<ResetStatusPages>().AddSingleton<ObjectionPages>();
        return services;
    }

    private static RecoveryPolicy PolicyOf(Settings settings) =>
        settings.Recovery.ReadPolicy(settings.Profile) is PolicyReading.Usable usable
            ? usable.Policy
            : throw new StartException("The recovery policy was not checked.");
}
