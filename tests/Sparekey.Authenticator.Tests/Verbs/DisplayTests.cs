using Sparekey.Authenticator.Terminal;
using Sparekey.Otp;

namespace Sparekey.Authenticator.Tests.Verbs;

/// <summary>Entries and codes as text for a terminal.</summary>
public sealed class DisplayTests
{
    [Theory]
    [InlineData("1234", "1234")]
    [InlineData("12345", "12345")]
    [InlineData("123456", "123 456")]
    [InlineData("1234567", "123 4567")]
    [InlineData("12345678", "1234 5678")]
    [InlineData("123456789", "123 456 789")]
    [InlineData("1234567890", "12345 67890")]
    public void SpacesCodes(string code, string spaced) => Assert.Equal(spaced, Display.Spaced(code, OtpKind.Totp));

    [Theory]
    [InlineData("plain ~ text", "plain ~ text")]
    [InlineData("Банк 🔑 Café", "Банк 🔑 Café")]
    // These characters would rename the window and clear the screen.
    [InlineData("\u001b]0;title\u0007\u001b[2J", "\uFFFD]0;title\uFFFD\uFFFD[2J")]
    // This text would be shown from right to left.
    [InlineData("bank\u202Emoc.live", "bank\uFFFDmoc.live")]
    [InlineData("two\nlines", "two\uFFFDlines")]
    [InlineData("👩\u200D💻", "👩\u200D💻")]
    public void CannotSteerTheTerminal(string text, string shown) => Assert.Equal(shown, Display.Text(text));

    [Theory]
    [InlineData("GitHub", "alice", "GitHub: alice")]
    [InlineData("", "alice", "alice")]
    [InlineData("GitHub", "", "GitHub")]
    public void NamesWhatThereIs(string issuer, string account, string name) =>
        Assert.Equal(name, Display.Name(issuer, account));
}
