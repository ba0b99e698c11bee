using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Tests.Verbs;

/// <summary>QR codes in characters.</summary>
public sealed class HalfBlocksTests
{
    private static readonly bool[][] Squares =
    [
        [true, false, true],
        [true, true, false],
        [false, true, true],
    ];

    [Fact]
    public void DrawsTheLightSquares_WhereThereAreNoColours() => Assert.Equal(
        "███████\n" +
        "██ ▀▄██\n" +
        "███▄▄██\n" +
        "███████\n", HalfBlocks.Draw(Squares, colours: false));

    [Fact]
    public void DrawsTheDarkSquares_WhenInverted() => Assert.Equal(
        "       \n" +
        "  █▄▀  \n" +
        "   ▀▀  \n" +
        "       \n", HalfBlocks.Draw(Squares, colours: false, inverted: true));

    [Fact]
    public void HasNoPicture_WhenTooLong() => Assert.Null(HalfBlocks.Squares(new string('a', 3000)));

    [Fact]
    public void IsAsWideAsItsSquaresAndMargins() =>
        Assert.Equal(21 + 4, HalfBlocks.Width(HalfBlocks.Squares("SPAREKEY")!));
}
