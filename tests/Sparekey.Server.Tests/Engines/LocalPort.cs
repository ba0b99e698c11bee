using System.Net;
using System.Net.Sockets;

namespace Sparekey.Server.Tests.Engines;

/// <summary>
/// For a program that must be told its port, and may come back to it later: below those that the kernel gives to
/// whoever asks for any.
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
                // taken
            }
        }
        throw new InvalidOperationException("No port of loopback is free.");
    }
}
