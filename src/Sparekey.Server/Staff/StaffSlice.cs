namespace Sparekey.Server.Staff;

public static class StaffSlice
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services
        .AddSingleton<StaffSecrets>()
        .AddSingleton<StaffRoster>()
        .AddSingleton<InviteStaff>()
        .AddSingleton<StaffInvitations>()
        .AddSingleton<SetUpStaff>()
        .AddSingleton<BeginStaffSignIn>()
        .AddSingleton<AnswerStaffSignIn>()
        .AddSingleton<StaffSessions>()
        .AddSingleton<StaffSetUpPages>()
        .AddSingleton<StaffSignInPages>();
}
