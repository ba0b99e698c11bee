using Sparekey.Server.Edges.Storage;

namespace Sparekey.Server;

/// <summary>Where settings come from: a file, then the environment (<c>SPAREKEY__NAME</c>), then the command line. The last one wins.</summary>
public static class SettingsFile
{
    /// <exception cref="StartException">The file is missing or unreadable, a value does not fit, or the settings contradict each other.</exception>
    public static Settings Load(string? file, string? url, string? data, bool development)
    {
        var settings = new Settings();
        try
        {
            var builder = new ConfigurationBuilder();
            if (file is not null) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            else builder.AddJsonFile(Path.GetFullPath("sparekey.json"), optional: true);
            builder.AddEnvironmentVariables();
            builder.Build().GetSection("Sparekey").Bind(settings, options => options.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or InvalidDataException or IOException)
        {
            throw new StartException($"The settings cannot be read: {(e.InnerException ?? e).Message}", e);
        }
        if (development) (settings.Mode, settings.Delivery.Kind) = (Mode.Development, DeliveryKind.Files);
        if (data is not null) settings.Data = data;
        if (url is not null)
        {
            settings.Listen = url;
            if (settings.Mode == Mode.Development) settings.Origin = new Uri(url);
        }
        SettingsCheck.Verify(settings);
        return settings;
    }
}
