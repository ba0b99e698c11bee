using Sparekey.Authenticator.Formats;

namespace Sparekey.Authenticator.Tests.Formats;

public sealed class TableTests
{
    [Theory]
    [InlineData("a,b\nc,d", "a|b//c|d")]
    [InlineData("a,b\r\n\r\nc,d\r\n", "a|b//c|d")]
    [InlineData("\"a,b\",\"line\nbreak\"", "a,b|line\nbreak")]
    [InlineData("\"say \"\"hello\"\"\",", "say \"hello\"|")]
    [InlineData(",,", "||")]
    [InlineData("a\"b,c", "a\"b|c")]
    [InlineData("\"a\"b,c", "ab|c")]
    [InlineData("", "")]
    public void ReadsRows(string text, string expected)
    {
        var table = new Table(text);
        List<string> rows = [];
        while (table.Next() is { } row) rows.Add(string.Join('|', row));
        Assert.Equal(expected, string.Join("//", rows));
        Assert.False(table.IsBroken);
    }

    [Fact]
    public void IsBroken_WhenAQuoteNeverEnds()
    {
        var table = new Table("a,b\nc,\"d");
        Assert.NotNull(table.Next());
        Assert.Null(table.Next());
        Assert.True(table.IsBroken);
    }
}
