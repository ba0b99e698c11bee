using System.ComponentModel.DataAnnotations;
using System.Net;
using Sparekey.Core.Recovery;

namespace Sparekey.Edges.Configuration;

/// <summary>
/// Checks the bounds of the settings and, before the server starts, that no setting contradicts the mode.
/// </summary>
public static class SettingsCheck
{
    /// <exception cref="StartException">Has one sentence for each problem.</exception>
    public static void Verify(Settings settings)
    {
        if (Problems(settings) is { Count: > 0 } problems)
            throw new StartException("The settings do not fit: " + string.Join(" ", problems));
    }

    /// <summary>Checks the bounds only, for verbs that do not serve requests.</summary>
    /// <exception cref="StartException"/>
    public static void VerifyBounds(Settings settings)
    {
        if (OutOfBounds(settings) is { Count: > 0 } problems)
            throw new StartException("The settings do not fit: " + string.Join(" ", problems));
    }

    public static List<string> Problems(Settings settings) =>
        OutOfBounds(settings) is { Count: > 0 } problems ? problems : AgainstMode(settings);

    private static List<string> OutOfBounds(Settings settings)
    {
        var problems = new List<string>();
        foreach (var (name, part) in new (string, object)[]
        {
            ("", settings), ("Captcha.", settings.Captcha), ("Sessions.", settings.Sessions),
            ("Delivery.", settings.Delivery), ("SendLimits.", settings.SendLimits), ("Recovery.", settings.Recovery),
            ("Documents.", settings.Documents),
        })
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
            problems.AddRange(results.Select(r =>
                $"Sparekey:{name.Replace(".", ":", StringComparison.Ordinal)}{string.Join(",", r.MemberNames)}: "
                    + $"{r.ErrorMessage}"));
        }
        if (!Uri.TryCreate(settings.Listen, UriKind.Absolute, out var listen)
            || listen.Scheme is not ("http" or "https"))
            problems.Add($"Sparekey:Listen '{settings.Listen}' is no address like http://127.0.0.1:5080.");
        if (!settings.Origin.IsAbsoluteUri || settings.Origin.AbsolutePath != "/" || settings.Origin.Query.Length > 0)
            problems.Add("Sparekey:Origin must be an address without a path, like https://accounts.example.com.");
        foreach (var proxy in settings.TrustedProxies.Where(p => !IPAddress.TryParse(p, out _)))
            problems.Add($"Sparekey:TrustedProxies: '{proxy}' is no IP address.");
        if (settings.Recovery.ReadPolicy(settings.Profile) is PolicyReading.Unusable unusable)
            problems.AddRange(unusable.Problems.Select(p => $"Sparekey:Recovery:Policy: {PolicyProblemText.Of(p)}"));
        return problems;
    }

    private static List<string> AgainstMode(Settings settings)
    {
        var problems = new List<string>();
        if (settings.Mode == Mode.Development)
        {
            if (!IsLoopback(new Uri(settings.Listen).Host))
                problems.Add("Development listens on loopback only: it shows every message at /dev/inbox. "
                    + "Use an address on 127.0.0.1, or set Sparekey:Mode to production.");
        }
        else
        {
            if (settings.Delivery.Kind == DeliveryKind.None)
                problems.Add("No sender is configured, so no code could reach anybody. "
                    + "Configure Sparekey:Delivery, or use development mode.");
            if (settings.Delivery.Kind == DeliveryKind.Files)
                problems.Add("Sparekey:Delivery:Kind 'files' shows every code to whoever opens /dev/inbox and is for "
                    + "development only.");
            if (settings.Origin.Scheme != Uri.UriSchemeHttps)
                problems.Add("Sparekey:Origin must begin with https:// in production.");
        }
        return problems;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost"
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
