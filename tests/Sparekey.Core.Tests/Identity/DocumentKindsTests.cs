using Sparekey.Core.Identity;

namespace Sparekey.Core.Tests.Identity;

public sealed class DocumentKindsTests
{
    [Fact]
    public void KnowsEveryCountry()
    {
        Assert.Equal(250, Countries.All.Count);   // 249 of ISO 3166-1, and XK
        Assert.All(Countries.All, country => Assert.Matches("^[A-Z]{2}$", country.Code));
        Assert.Equal(250, Countries.All.Select(country => country.Name).Distinct().Count());
        Assert.Equal("Vietnam", Countries.Find("VN")?.Name);
        Assert.Null(Countries.Find("ZZ"));
    }

    [Fact]
    public void TakesAPassportFromEveryCountry() =>
        Assert.All(Countries.All, country => Assert.Contains(DocumentKind.Passport, DocumentKinds.For(country.Code)));

    [Fact]
    public void TakesEveryKind_UnlessTheCountryIssuesNone()
    {
        Assert.Equal(
            [DocumentKind.Passport, DocumentKind.IdentityCard, DocumentKind.DrivingLicence,
                DocumentKind.ResidencePermit],
            DocumentKinds.For("VN"));
        Assert.DoesNotContain(DocumentKind.IdentityCard, DocumentKinds.For("GB"));
        Assert.Equal([DocumentKind.Passport], DocumentKinds.For("AQ"));
        Assert.Empty(DocumentKinds.For("ZZ"));
    }
}
