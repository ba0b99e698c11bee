using Sparekey.Core.Accounts;

namespace Sparekey.Core.Tests.Accounts;

public sealed class NewPasswordTests
{
    [Theory]
    [InlineData("plum tractor sings at noon")]
    [InlineData("twelve-chars")]
    [InlineData("ада любит числа")]
    [InlineData("🐘🐘🐴🐴🐸🐸🐝🐝🐙🐙🦊🦊🦉")]
    [InlineData("lovelace wrote the first program")]
    [InlineData("lovelace-abcd")]   // a word of the address and 4 other letters
    public void Accepts(string password) => Assert.IsType<NewPassword.Accepted>(Judge(password));

    [Theory]
    [InlineData("", "too_short")]
    [InlineData("elevenchars", "too_short")]
    [InlineData("🐘🐴🐸🐝🐙🦊🦉🐢🐧🐌🐋", "too_short")]
    [InlineData("Trustno1Trustno1!", "common")]
    [InlineData("aaaaaaaaaaaa", "common")]
    [InlineData("abcabcabcabc", "common")]
    [InlineData("abcdefghijkl", "common")]
    [InlineData("lkjihgfedcba", "common")]
    [InlineData("012345678901", "common")]
    [InlineData("qwertyuiopas", "common")]
    [InlineData("Lovelace12345!", "context")]
    [InlineData("lovelace-abc1", "context")]
    [InlineData("sparekey2026!", "context")]
    [InlineData("ada.lovelace@example.com", "context")]
    public void Refuses(string password, string reason) =>
        Assert.Equal(reason, WireName.Of(Assert.IsType<NewPassword.Refused>(Judge(password)).Fault));

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, PasswordFault.TooLong)]
    public void TakesAtMost128Characters(int length, PasswordFault? fault)
    {
        var password = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + i * 7 % 90)));

        Assert.Equal(fault, (Judge(password) as NewPassword.Refused)?.Fault);
    }

    [Fact]
    public void NamesTheLimitThatWasMissed()
    {
        Assert.Equal(new NewPassword.Refused(PasswordFault.TooShort, 12), Judge("elevenchars"));
        Assert.Equal(new NewPassword.Refused(PasswordFault.TooLong, 128), Judge(new string('x', 129)));
        Assert.Equal(new NewPassword.Refused(PasswordFault.Common), Judge("aaaaaaaaaaaa"));
    }

    private static NewPassword Judge(string password)
    {
        Assert.True(EmailAddress.TryParse("ada.lovelace@example.com", out var email));
        return NewPassword.Judge(password, email, 12, lower => lower == "trustno1trustno1!");
    }
}
