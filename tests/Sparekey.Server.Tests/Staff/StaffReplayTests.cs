using Sparekey.Server.Tests.Journeys;

namespace Sparekey.Server.Tests.Staff;

public sealed class StaffReplayTests : IAsyncLifetime
{
    private readonly Overlap _overlap = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(heard: _overlap.Hear);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    // Both answers were judged right when the other one commits.
    [Fact]
    public async Task TakesACodeOnce_WhenAnotherSignInCommitsFirst()
    {
        var reviewer = await Reviewer.SetsUp(_house);
        _house.Clock.Advance(TimeSpan.FromSeconds(30));
        var flow = (await reviewer.BeginsSignIn()).Text("sign_in");
        var other = (await reviewer.BeginsSignIn()).Text("sign_in");
        House.Reply? first = null;
        _overlap.Before("UPDATE staff SET last_step", async () => first = await Answers(other));

        var second = await Answers(flow);

        Assert.Equal(200, first!.Status);
        Assert.Equal((409, "code_already_used"), (second.Status, second.Code));

        Task<House.Reply> Answers(string signIn) =>
            _house.Post("/v1/staff/sign-in/answers", new { code = reviewer.Code() }, signIn);
    }
}
