using Sparekey.Edges.Web;

namespace Sparekey.Server.Tests.Edges.Web;

public sealed class PageTests
{
    [Theory]
    [InlineData("/security/activity?before=01", true)]
    [InlineData("/", false)]
    [InlineData("//elsewhere.example", false)]
    [InlineData("/\\elsewhere.example", false)]
    [InlineData("/\telsewhere.example", false)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("/sécurité", false)]   // no header can carry this character
    [InlineData(null, false)]
    public void GoesToPathsOfThisSiteOnly(string? next, bool goes) => Assert.Equal(goes ? next : "/security",
        Page.LocalPath(next,
            "/security"));

    [Theory]
    [InlineData(Page.LongestPath, true)]
    [InlineData(Page.LongestPath + 1, false)]
    public void KeepsAPathUpToTheLongest(int length, bool keeps)
    {
        var path = "/" + new string('a', length - 1);

        Assert.Equal(keeps ? path : "/security", Page.LocalPath(path, "/security"));
    }
}
