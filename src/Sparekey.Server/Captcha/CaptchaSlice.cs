using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Captcha;

public static class CaptchaSlice
{
    public static IServiceCollection AddCaptcha(this IServiceCollection services) => services
        .AddSingleton(made => new DrawingAdmission(
            made.GetRequiredService<Settings>().LongestLine, made.GetRequiredService<TimeProvider>()))
        .AddSingleton<CaptchaTokens>()
        .AddSingleton<Captchas>()
        .AddSingleton<SliderForm>();
}
