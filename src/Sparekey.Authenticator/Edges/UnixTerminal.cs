using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sparekey.Authenticator.Terminal;

namespace Sparekey.Authenticator.Edges;

/// <summary>
/// The controlling terminal, <c>/dev/tty</c>. Like ssh and sudo, the program can ask there although standard input is
/// a pipe.
/// </summary>
/// <remarks>
/// The system edits the line (canonical mode). A line has at most 4,095 bytes on Linux and 1,023 on macOS.
/// </remarks>
internal sealed partial class UnixTerminal : ITerminal
{
    private const int LongestLine = 16 * 1024;

    /// <summary>Larger than termios, which has 60 bytes on Linux and 72 on macOS.</summary>
    private const int StateSize = 128;

    /// <summary>
    /// TCSAFLUSH: text that was typed before the question is dropped, so that it cannot become a password unseen.
    /// </summary>
    private const int AfterFlush = 2;

    /// <summary>
    /// ECHO, bit 3 of c_lflag. c_lflag is the fourth field; a field has 4 bytes on Linux and 8 on macOS. Every platform
    /// of .NET on these systems is little-endian, except s390x.
    /// </summary>
    private const byte Echo = 8;

    private static readonly int LocalFlags = (OperatingSystem.IsMacOS() ? 3 * 8 : 3 * 4)
        + (BitConverter.IsLittleEndian ? 0 : 3);

    private readonly FileStream tty;

    private UnixTerminal(FileStream tty) => this.tty = tty;

    /// <summary>Null if the process has no terminal, for example under cron.</summary>
    public static UnixTerminal? Open()
    {
        try
        {
            return new UnixTerminal(new FileStream("/dev/tty",
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.ReadWrite,
                    BufferSize = 0,
                }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Say(string line) => Write(line + "\n");

    /// <summary>Writes text and control sequences unchanged.</summary>
    public void Write(string text) => tty.Write(Encoding.UTF8.GetBytes(text));

    public string? Ask(string question, bool shown)
    {
        if (shown)
        {
            Write(question);
            return ReadLine();
        }
        var before = new byte[StateSize];
        if (tcgetattr(tty.SafeFileHandle, before) != 0)
            throw new IOException("The terminal does not tell its settings, so what is typed would be shown.");
        var quiet = (byte[])before.Clone();
        quiet[LocalFlags] = (byte)(quiet[LocalFlags] & ~Echo);
        using var interrupted = Interruption.Undo(() => _ = tcsetattr(tty.SafeFileHandle, AfterFlush, before));
        if (tcsetattr(tty.SafeFileHandle, AfterFlush, quiet) != 0)
            throw new IOException("The terminal cannot be told to hide what is typed.");
        try
        {
            Write(question);   // after the echo is off, so that text typed right after the question is hidden too
            return ReadLine();
        }
        finally
        {
            _ = tcsetattr(tty.SafeFileHandle, AfterFlush, before);
            Say("");
        }
    }

    private string? ReadLine()
    {
        Span<byte> line = stackalloc byte[LongestLine];
        var length = 0;
        try
        {
            while (length < LongestLine)
            {
                if (tty.Read(line.Slice(length, 1)) == 0)
                    return length == 0 ? null : Encoding.UTF8.GetString(line[..length]);
                if (line[length] == '\n') return Encoding.UTF8.GetString(line[..length]).TrimEnd('\r');
                length++;
            }
            return Encoding.UTF8.GetString(line);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(SafeFileHandle terminal, [Out] byte[] state);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(SafeFileHandle terminal, int when, byte[] state);
}
