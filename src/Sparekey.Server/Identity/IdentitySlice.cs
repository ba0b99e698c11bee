using Microsoft.AspNetCore.Http.Features;
using Sparekey.Edges.Jobs;
using Sparekey.Edges.Web;

namespace Sparekey.Server.Identity;

/// <summary>Registers what verifies the identity of a holder.</summary>
public static class IdentitySlice
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<ReviewQueue>().AddSingleton<IdentityStore>().AddSingleton<IdentityRecords>();
        services.AddSingleton<IdentityPictures>().AddSingleton<PictureUpload>().AddSingleton<PictureAdmission>();
        services.AddSingleton<BeginVerification>().AddSingleton<StartIdentity>().AddSingleton<PutPicture>();
        services.AddSingleton<SubmitIdentity>().AddSingleton<ShowIdentity>().AddSingleton<IdentityPages>();
        services.AddSingleton<DeletePictures>().AddSingleton<IPeriodicJob>(s => s.GetRequiredService<DeletePictures>());
        // A picture that a form sends stays in memory; otherwise the framework writes it to a temporary file in the
        // clear.
        services.Configure<FormOptions>(form =>
        {
            form.MemoryBufferThreshold = (int)RouteRules.PictureBody;
            form.MultipartBodyLengthLimit = RouteRules.PictureBody;
        });
        return services;
    }
}
