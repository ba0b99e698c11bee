using FsCheck.Fluent;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class CheckTests
{
    [Fact]
    public void DrawsTheSameCasesEachTime()
    {
        Assert.Equal(Drawn(), Drawn());

        static List<int> Drawn()
        {
            List<int> drawn = [];
            Check.All(Gen.Choose(0, int.MaxValue - 1), drawn.Add, times: 20);
            return drawn;
        }
    }
}
