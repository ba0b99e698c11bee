using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sparekey.Edges.Configuration;

/// <summary>
/// Reads the settings: a file, then the environment (<c>SPAREKEY__NAME</c>), then the command line. Later values
/// replace earlier ones.
/// </summary>
public static partial class SettingsFile
{
    /// <returns>Settings that are not checked yet: see <see cref="SettingsCheck"/>.</returns>
    /// <exception cref="StartException">The file is missing or unreadable, a setting is unknown, or a value has the
    /// wrong type.</exception>
    public static Settings Load(string? file, string? url, string? data, bool development)
    {
        var settings = new Settings();
        var path = Path.GetFullPath(file ?? "sparekey.json");
        if (file is not null && !File.Exists(path))
            throw new StartException($"There is no settings file {path}. Check --config.");
        try
        {
            var configuration = new ConfigurationBuilder().AddJsonFile(path, optional: true)
                .AddEnvironmentVariables().Build();
            configuration.GetSection("Sparekey").Bind(settings, options => options.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or InvalidDataException
            or IOException or UnauthorizedAccessException)
        {
            throw new StartException(MessageOf(e, path), e);
        }
        if (development) (settings.Mode, settings.Delivery.Kind) = (Mode.Development, DeliveryKind.Files);
        if (data is not null) settings.Data = data;
        if (url is not null)
        {
            settings.Listen = url;
            if (settings.Mode == Mode.Development && Uri.TryCreate(url, UriKind.Absolute, out var origin))
                settings.Origin = origin;
        }
        return settings;
    }

    private static string MessageOf(Exception e, string path)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is JsonException json)
                return $"The settings file {path} is not JSON at line {json.LineNumber + 1}. "
                    + "Correct it and start again.";
        // The binder's message first quotes the name of its option, and then the names of the unknown settings.
        if (e.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal))
            return "Unknown settings: "
                + $"{string.Join(", ", Quoted().Matches(e.Message).Skip(1).Select(m => m.Groups["name"].Value))}. "
                + "They are listed in deploy/sparekey.example.json.";
        return "The settings cannot be read: "
            + $"{(e.InnerException is { } cause && e is not InvalidOperationException ? cause : e).Message}";
    }

    [GeneratedRegex("'(?<name>[^']*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
