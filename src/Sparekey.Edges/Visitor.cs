using System.Net;
using System.Net.Sockets;
using Sparekey.Edges.Web.Components;

namespace Sparekey.Edges;

/// <summary>
/// Where a request came from, with as little detail as the history needs: the family of browser and operating system,
/// and the network.
/// </summary>
/// <param name="Device">For example <c>Firefox on Linux</c>. A hint for people, never a proof.</param>
/// <param name="Network">The /24 of an IPv4 address or the /48 of an IPv6 address.</param>
public sealed record Visitor(string Device, string Network)
{
    public static ValueTask<Visitor?> BindAsync(HttpContext http) => ValueTask.FromResult<Visitor?>(Of(http));

    public static Visitor Of(HttpContext http) =>
        new(DeviceOf(http.Request.Headers.UserAgent.ToString()), NetworkOf(http.Connection.RemoteIpAddress));

    // The order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"),
        ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];
    private static readonly (string Mark, string Name)[] Systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    private static string DeviceOf(string agent)
    {
        var browser = Browsers.FirstOrDefault(b => agent.Contains(b.Mark, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(s => agent.Contains(s.Mark, StringComparison.Ordinal)).Name;
        return (browser, system) switch
        {
            (null, null) => "Unknown device",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork) return $"{bytes[0]}.{bytes[1]}.{bytes[2]}.0/24";
        bytes.AsSpan(6).Clear();
        return $"{new IPAddress(bytes)}/48";
    }
}
