namespace Sparekey.Server.Review;

/// <summary>Registers the reviewers' queue and their verdicts.</summary>
public static class ReviewSlice
{
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        services.AddSingleton<ReviewDesk>().AddSingleton<ListCases>().AddSingleton<ShowCaseToReviewer>();
        services.AddSingleton<CaseBackground>().AddSingleton<CaseSignals>().AddSingleton<ClaimCase>();
        services.AddSingleton<ViewPicture>().AddSingleton<CompareNumber>().AddSingleton<VerdictNotes>();
        services.AddSingleton<RecordForm>().AddSingleton<DecideReset>().AddSingleton<DecideIdentity>();
        services.AddSingleton<DecideCase>().AddSingleton<ReviewPages>();
        return services;
    }
}
