using Sparekey.Server.Operations;

namespace Sparekey.Server.Tests.Operations;

public sealed class HugePagesTests
{
    [Fact]
    public void IsFine_WhenAlways() => Assert.Equal(Verdict.Fine, HugePages.Of("[always] madvise never\n").Verdict);

    [Theory]
    [InlineData("always [madvise] never\n", "set to madvise")]
    [InlineData("always madvise [never]\n", "set to never")]
    [InlineData("", "set to something unknown")]
    public void TellsWhatItCosts_WhenNot(string setting, string said)
    {
        var finding = HugePages.Of(setting);
        Assert.Equal(Verdict.Note, finding.Verdict);
        Assert.Contains(said, finding.Text, StringComparison.Ordinal);
        Assert.Contains("1.5 times as many", finding.Text, StringComparison.Ordinal);
    }
}
