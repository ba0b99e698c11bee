using Sparekey.Edges.Configuration;

namespace Sparekey.Server.Tests.Dev;

/// <summary>Settings for development are refused in production, and the other way round.</summary>
public sealed class SettingsCheckTests
{
    private static Settings Production =>
        new() { Origin = new Uri("https://accounts.example.com"), Delivery = { Kind = DeliveryKind.Files } };

    [Fact]
    public void RefusesFiles_InProduction() =>
        Assert.Contains("for development only", Assert.Single(SettingsCheck.Problems(Production)));

    [Fact]
    public void RefusesNoSender_InProduction()
    {
        var settings = Production;
        settings.Delivery.Kind = DeliveryKind.None;

        Assert.StartsWith("No sender is configured", Assert.Single(SettingsCheck.Problems(settings)));
    }

    [Fact]
    public void RefusesPlainOrigin_InProduction()
    {
        var settings = Production;
        settings.Origin = new Uri("http://accounts.example.com");

        Assert.Contains("Sparekey:Origin must begin with https:// in production.", SettingsCheck.Problems(settings));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.0.2.4:5080")]
    [InlineData("http://accounts.example.com")]
    [InlineData("http://+:5080")]
    [InlineData("http://*:5080")]
    public void RefusesListeningForOthers_InDevelopment(string listen) =>
        Assert.NotEmpty(SettingsCheck.Problems(new Settings { Mode = Mode.Development, Listen = listen }));

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://[::1]:5080")]
    public void AllowsLoopback_InDevelopment(string listen) =>
        Assert.Empty(SettingsCheck.Problems(new Settings { Mode = Mode.Development, Listen = listen }));

    // A colon separates issuer and account in the label of a set-up address.
    [Fact]
    public void RefusesANameOfTheServiceWithAColon() =>
        Assert.Equal("Sparekey:ServiceName: The field ServiceName must not contain ':'.", Assert.Single(
            SettingsCheck.Problems(new Settings { Mode = Mode.Development, ServiceName = "Bank: safe" })));

    // A settings file may say null. The check must not end with an exception.
    [Fact]
    public void ReadsANameOfTheServiceThatIsNull() =>
        Assert.Empty(SettingsCheck.Problems(new Settings { Mode = Mode.Development, ServiceName = null! }));
}
