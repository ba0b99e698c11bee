using System.Text;

namespace Sparekey.Otp.Tests;

public sealed class TypedKeyTests
{
    private const string File = "otp/typed-keys.json";

    public static TheoryData<string> Cases => Vectors.Names(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_WhatThePersonMeant(string name)
    {
        var vector = Vectors.Named(File, name);
        var reading = OtpKey.Parse(vector.Text("text"));
        if (!vector.TryGetProperty("refused", out var refused))
        {
            var accepted = Assert.IsType<TypedKey.Accepted>(reading);
            Assert.Equal(vector.Text("hex"), Convert.ToHexStringLower(accepted.Key.Bytes));
            Assert.Equal(vector.GetProperty("incomplete").GetBoolean(), accepted.LooksIncomplete);
        }
        else if (refused.GetString() == "empty")
        {
            Assert.IsType<TypedKey.Empty>(reading);
        }
        else
        {
            Assert.Equal("bad_character", refused.GetString());
            Assert.Equal(
                new TypedKey.BadCharacter(vector.Text("character").EnumerateRunes().Single(), vector.Int("position"),
                    vector.Text("likely")),
                reading);
        }
    }

    [Theory]
    [InlineData("JBSW Y3DP EHPK 3PX0",
        "Character 19, \"0\", cannot be part of a key: keys have the letters A to Z and the digits 2 to 7. Is it O?")]
    [InlineData("1BSW",
        "Character 1, \"1\", cannot be part of a key: keys have the letters A to Z and the digits 2 to 7. "
            + "Is it I or L?")]
    [InlineData("JBSW.",
        "Character 5, \".\", cannot be part of a key: keys have the letters A to Z and the digits 2 to 7.")]
    [InlineData("АBCD",
        "Character 1, \"А\" (U+0410), cannot be part of a key: keys have the letters A to Z and the digits 2 to 7.")]
    [InlineData("A\u0007",
        "Character 2, (U+0007), cannot be part of a key: keys have the letters A to Z and the digits 2 to 7.")]
    public void SaysWhichCharacter_AndAsks(string text, string message) =>
        Assert.Equal(message, OtpKey.Parse(text).Message);

    [Theory]
    [InlineData("az27az27")]
    [InlineData("ａｚ２７ＡＺ２７")]
    [InlineData("AZ27\u2060AZ27")]   // word joiner
    [InlineData("\ufeffAZ27AZ27")]   // byte order mark
    public void Reads_TheEndsOfTheAlphabetAndMarksWithoutWidth(string text) =>
        Assert.Equal("AZ27AZ27", Assert.IsType<TypedKey.Accepted>(OtpKey.Parse(text)).Key.ToBase32());

    [Fact]
    public void AsksForNothing_WhenThereIsNoLikelyLetter() =>
        Assert.Equal("", new TypedKey.BadCharacter(new Rune('9'), 1, "").Hint);

    [Fact]
    public void NamesHalfASurrogatePair_AsTheReplacementCharacter() =>
        Assert.Equal(new TypedKey.BadCharacter(Rune.ReplacementChar, 2, ""), OtpKey.Parse("A\ud83d"));

    [Fact]
    public void Refuses_WhatIsTooLong()
    {
        Assert.IsType<TypedKey.TooLong>(OtpKey.Parse(Base32.Encode(new byte[1025])));
        Assert.Equal(8192, Assert.IsType<TypedKey.Accepted>(OtpKey.Parse(Base32.Encode(new byte[1024]))).Key.Bits);
    }
}
