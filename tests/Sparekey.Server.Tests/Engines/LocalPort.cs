using System.Net;
using System.Net.Sockets;

namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// A port for a program that must be given one and may use it again later. The range lies below the ports that the
/// kernel assigns by itself.
/// </summary>
public static class LocalPort
{
    private const int First = 20_000, AfterLast = 32_000;

    public static int Free()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, AfterLast));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // the port is in use
            }
        }
        throw new InvalidOperationException("No port of loopback is free.");
    }
}
