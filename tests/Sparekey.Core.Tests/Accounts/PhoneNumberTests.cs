using Sparekey.Core.Accounts;

namespace Sparekey.Core.Tests.Accounts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+84912345621", "+84912345621", "+84 ••• ••• 21")]
    [InlineData("0084 912 345 621", "+84912345621", "+84 ••• ••• 21")]
    [InlineData(" +84 (912) 345-621 ", "+84912345621", "+84 ••• ••• 21")]
    [InlineData("＋８４９１２３４５６２１", "+84912345621", "+84 ••• ••• 21")]
    [InlineData("+1.202.555.0143", "+12025550143", "+1 ••• ••• 43")]
    [InlineData("+358 40 1234567", "+358401234567", "+358 ••• ••• 67")]
    [InlineData("+70000000000", "+70000000000", "+7 ••• ••• 00")]
    public void Reads(string text, string value, string hint)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal((value, hint), (number.Value, number.Hint));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0912345621")]
    [InlineData("912345621")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("+0123456789")]
    [InlineData("++84912345621")]
    [InlineData("+84912x45621")]
    [InlineData("+84912345621;ext=1")]
    public void Refuses(string? text) => Assert.False(PhoneNumber.TryParse(text, out _));

    [Fact]
    public void NeverPrints()
    {
        Assert.True(PhoneNumber.TryParse("+84912345621", out var number));
        Assert.Equal("PhoneNumber(…)", number.ToString());
    }
}
