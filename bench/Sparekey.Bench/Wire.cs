using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sparekey.Bench;

/// <summary>
/// One lightweight HTTP/1.1 connection, one request at a time. Lightweight, since the load shares the machine with the
/// server under test.
/// </summary>
internal sealed class Wire : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray(), LastChunk = "\r\n0\r\n\r\n"u8.ToArray(),
        Length = "\r\nContent-Length: "u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay =
        true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly string _host;

    private Wire(string host) => _host = host;

    public static async Task<Wire> Open(Uri server)
    {
        var wire = new Wire(server.Authority);
        await wire._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        return wire;
    }

    /// <returns>The body with its chunk headers; callers only search in it.</returns>
    /// <exception cref="InvalidOperationException">The status of the response is not 2xx.</exception>
    public async ValueTask<string> Post(string path, string body, string? bearer = null)
    {
        var authorization = bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n";
        var answer = await Ask($"POST {path} HTTP/1.1\r\nHost: {_host}\r\nContent-Type: "
            + $"application/json\r\n{authorization}"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
        return Encoding.ASCII.GetString(answer.Span);
    }

    /// <summary>Sends a complete request as raw text, and reads the response.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Ask(string request)
    {
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var (filled, head, end) = (0, -1, 0);
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0) throw new InvalidOperationException("The server hung up.");
            filled += read;
            if (head < 0 && (head = _buffer.AsSpan(0, filled).IndexOf(HeadEnd)) >= 0) end = End(head);
        }
        while (head < 0 || (end > 0 ? filled < end : !_buffer.AsSpan(head, filled - head).EndsWith(LastChunk)));
        if (_buffer[9] != '2')
            throw new InvalidOperationException($"{request}\n{Encoding.UTF8.GetString(_buffer, 0, filled)}");
        return _buffer.AsMemory(head, filled - head);
    }

    // The end of the response in the buffer; 0 without Content-Length, where the last chunk marks the end.
    private int End(int head)
    {
        var at = _buffer.AsSpan(0, head).IndexOf(Length);
        if (at < 0) return 0;
        var length = 0;
        for (var i = at + Length.Length; _buffer[i] is >= (byte)'0' and <= (byte)'9'; i++)
            length = length * 10 + _buffer[i] - '0';
        return head + HeadEnd.Length + length;
    }

    public void Dispose() => _socket.Dispose();
}
