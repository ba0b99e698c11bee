using Sparekey.Core.Accounts;

namespace Sparekey.Core.Tests.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("  Ada.Lovelace+x@Example.COM ", "ada.lovelace+x@example.com")]
    [InlineData("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk")]
    [InlineData("Jose\u0301@example.com", "jos\u00E9@example.com")]
    public void Reads(string text, string normalized)
    {
        Assert.True(EmailAddress.TryParse(text, out var email));
        Assert.Equal(normalized, email.Normalized);
        Assert.Equal(text.Trim(), email.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@.example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@b@example.com")]
    [InlineData("ada lovelace@example.com")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada,eve@example.com")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345@example.com")]
    public void Refuses(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void NeverPrints()
    {
        Assert.True(EmailAddress.TryParse("ada@example.com", out var email));
        Assert.Equal(("EmailAddress(…)", "a•••@example.com"), (email.ToString(), email.Hint));
    }
}
